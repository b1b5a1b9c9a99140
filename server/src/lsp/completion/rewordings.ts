import type { CancellationToken } from 'vscode-languageserver/node';
import { rewordings } from '../../completion/rewording/rewordings';
import { UnavailableError } from '../../inference/inferenceErrors';
import type { CandidateEdit } from '../../lm/languageModel';
import { shorterPhrases } from '../../proofreading/style/wordiness';
import type { RewordingsParams, RewordingsResult } from '../../shared/completionProtocol';
import { ABSENT, PLACEHOLDER } from '../../text/maskedDocument';
import type { Span } from '../../text/span';
import type { NeuralClient } from '../neuralClient';
import { sentenceAt } from '../sentenceScores';
import { type Services, total } from '../services';

/** Words that the model would put in place of selected ones. */
const NEXT_WORDS = 24;
/** How many times as perplexing as the sentence itself: a synonym of another sense is more. */
const MOST_PERPLEXITY = 1.5;
/** What is offered at most. */
const OFFERED = 12;

interface Scored {
  readonly model: string;
  readonly perplexity: number;
  readonly ofEdits: readonly number[];
}

const mean = (logProbability: number, tokens: number): number => Math.exp(-logProbability / Math.max(1, tokens));

/** A sentence in other words, best first by perplexity: by the neural model where there is one. */
export const onRewordings = (
  services: Services,
  client: NeuralClient,
  { textDocument: { uri }, range }: RewordingsParams,
  token: CancellationToken,
): Promise<RewordingsResult | null> =>
  total<RewordingsResult | null>(services, 'rewordings', null, async () => {
    const session = services.sessions.get(uri);
    const state = await session?.masked(token);
    if (session === undefined || state?.masked === undefined) return null;
    const { masked, snapshot } = state;
    const { document } = session;
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const whole = sentenceAt(masked, from);
    if (whole === undefined) return null;
    const text = masked.text.slice(whole.start, whole.end);
    const start = whole.start + text.length - text.trimStart().length;
    const sentence = text.trim();
    const selected: Span | undefined =
      from < to && to <= start + sentence.length ? { start: from - start, end: to - start } : undefined;
    const neural = await client.get(() => true);
    const next =
      selected === undefined || selected.start < 0 || neural === undefined
        ? []
        : await neural.next(masked.text.slice(Math.max(0, start - 1000), start + selected.start), NEXT_WORDS);
    const edits = [
      ...rewordings(sentence, shorterPhrases, (word) => services.ports.synonymsOf(word)).filter(
        (edit) => selected === undefined || (edit.start >= selected.start && edit.end <= selected.end + 1),
      ),
      ...next.flatMap(({ text: word }) =>
        /\p{L}/u.test(word) && selected ? [{ ...selected, replacement: word, keepsMeaning: false }] : [],
      ),
    ].filter(({ start: at, end, replacement }) => {
      const replaced = sentence.slice(at, end);
      // Marks and what is masked are not written anew.
      return replaced !== replacement && !replaced.includes(ABSENT) && !replaced.includes(PLACEHOLDER);
    });
    const written = snapshot.text.slice(start, start + sentence.length);
    if (document.version !== snapshot.version) return null;
    const scored = await score(services, neural, sentence, edits);
    const likely = [...edits.keys()].filter(
      (index) => edits[index]!.keepsMeaning || scored.ofEdits[index]! <= MOST_PERPLEXITY * scored.perplexity,
    );
    const order = likely.sort((one, other) => scored.ofEdits[one]! - scored.ofEdits[other]!);
    const seen = new Set<string>();
    return {
      ...{ version: snapshot.version, model: scored.model, sentence: written, perplexity: scored.perplexity },
      rewordings: order
        .map((index) => ({ edit: edits[index]!, perplexity: scored.ofEdits[index]! }))
        .map(({ edit, perplexity }) => ({
          sentence: edited(written, edit),
          range: { start: document.positionAt(start + edit.start), end: document.positionAt(start + edit.end) },
          newText: edit.replacement,
          perplexity,
        }))
        .filter((one) => !seen.has(one.sentence) && seen.add(one.sentence))
        .slice(0, OFFERED),
    };
  });

const edited = (sentence: string, { start, end, replacement }: CandidateEdit): string =>
  sentence.slice(0, start) + replacement + sentence.slice(end);

const score = async (
  { ports }: Services,
  neural: Awaited<ReturnType<NeuralClient['get']>>,
  sentence: string,
  edits: readonly CandidateEdit[],
): Promise<Scored> => {
  try {
    const [scores] = (await neural?.scoreCandidates([{ sentence, edits }], { priority: 'completion' })) ?? [];
    if (neural !== undefined && scores !== undefined) {
      const own = scores.sentence;
      return {
        model: neural.id,
        perplexity: mean(own.logProbability, own.tokens.length),
        ofEdits: edits.map((_, index) => {
          const { editedCount, replacedCount } = scores.changes[index]!;
          return mean(own.logProbability + scores.gains[index]!, own.tokens.length + editedCount - replacedCount);
        }),
      };
    }
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
  }
  const ngram = await ports.loadNgram();
  const perplexityOf = (text: string): number => {
    const { logProbability, tokens } = ngram.scoreSentence(text, { start: 0, end: text.length });
    return mean(logProbability, tokens.length);
  };
  return {
    model: ngram.id,
    perplexity: perplexityOf(sentence),
    ofEdits: edits.map((edit) => perplexityOf(edited(sentence, edit))),
  };
};
