import { caretPlace } from '../../completion/caretPlace';
import { confidences } from '../../completion/confidence';
import { InlineWriter } from '../../completion/inlineWriter';
import { promptText } from '../../completion/promptText';
import { RecentWords } from '../../completion/recentWords';
import type { WordCompleter } from '../../completion/wordCompleter';
import { addedUp } from '../../evaluation/addedUp';
import { type InlineCount, inlineKeystrokes, noInline } from '../../evaluation/inlineTyping';
import { type KeystrokeCount, keystrokes, noKeystrokes, saved } from '../../evaluation/typing';
import { WordBasedOffer } from '../../evaluation/wordBasedOffer';
import type { CausalLanguageModel } from '../../lm/languageModel';
import { loadWordCompleter } from '../../platform/models';
import { loadParsers } from '../../platform/parsers';
import { languageOf } from '../../text/markup/languageOf';
import { maskDocument } from '../../text/markup/maskDocument';
import { ABSENT, type MaskedDocument, PLACEHOLDER } from '../../text/maskedDocument';
import { segmentSentences } from '../../text/sentences';
import { tokenize } from '../../text/tokens';
import { CommandError } from '../commandError';
import { withCausalModel } from '../languageModel';
import { formatTable } from '../table';
import { evaluationTexts } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, sampled } from './evaluationResult';

/** Entries of a list that are seen without scrolling. */
const LISTED = 10;
/** Subwords of a text that is shown behind the caret: about what is written in the time that an editor waits for it. */
const INLINE_TOKENS = 6;

interface Simulated {
  readonly list: KeystrokeCount;
  readonly first: KeystrokeCount;
  readonly wordBased: KeystrokeCount;
  readonly inline?: InlineCount | undefined;
}

interface Run {
  readonly latencies: number[];
  readonly inlineEvery: number;
  /** Absent where nothing is to be shown behind the caret. */
  readonly neural?: CausalLanguageModel;
  /** Blocks so far, of all documents. */
  blocks: number;
}

export const evaluateCompletion = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { items, sample } = sampled([...evaluationTexts(path, (name) => languageOf(name) !== undefined)], options);
  const { inlineEvery = 0 } = options;
  const latencies: number[] = [];
  const simulated: Simulated[] = [];
  const typeAll = async (neural?: CausalLanguageModel): Promise<void> => {
    const run: Run = { latencies, inlineEvery, blocks: 0, ...(neural && { neural }) };
    for (const { path: file, text } of items) {
      const languageId = languageOf(file) ?? 'plaintext';
      const mask = maskDocument({ uri: file, version: 0, languageId, text }, await loadParsers([languageId]));
      simulated.push(...(await typeDocument(text, mask, run)));
    }
  };
  await (inlineEvery === 0 ? typeAll() : withCausalModel('neural', typeAll));
  const list = addedUp(
    noKeystrokes,
    simulated.map((one) => one.list),
  );
  if (list.words === 0) throw new CommandError(`${path}: nothing to evaluate; it holds no prose`);
  const first = addedUp(
    noKeystrokes,
    simulated.map((one) => one.first),
  );
  const wordBased = addedUp(
    noKeystrokes,
    simulated.map((one) => one.wordBased),
  );
  const inline = addedUp(
    noInline,
    simulated.flatMap((one) => one.inline ?? []),
  );
  latencies.sort((a, b) => a - b);
  const p95 = latencies[Math.floor(0.95 * latencies.length)]!;
  const row = (name: string, count: KeystrokeCount): string[] => [
    name,
    perCent(saved(count)),
    perCent(count.accepted / count.words),
  ];
  const figures = formatTable([
    ['', 'keys saved %', 'words taken %'],
    row(`n-gram and recent words, any of ${LISTED}`, list),
    row('the first alone', first),
    row(`words of the text by the alphabet, any of ${LISTED}`, wordBased),
  ]);
  const lines = [figures, `${list.characters} characters; an answer takes ${p95.toFixed(2)} ms (p95)`];
  const inlineFigures = inline.starts > 0 && {
    characters: inline.characters,
    saved: 1 - inline.keystrokes / inline.characters,
    shown: inline.shown / inline.starts,
    firstWordRight: inline.firstWordRight / (inline.shown || 1),
  };
  if (inlineFigures)
    lines.push(
      `Text behind the caret, at ${inline.starts} beginnings of words in one block of ${inlineEvery} (${inline.characters} characters): ` +
        `${perCent(inlineFigures.saved)} % of the keys saved, shown at ${perCent(inlineFigures.shown)} %, ` +
        `first word right in ${perCent(inlineFigures.firstWordRight)} % of these`,
    );
  const json = {
    characters: list.characters,
    list: { saved: saved(list), first: saved(first), wordBased: saved(wordBased), p95Ms: p95 },
    ...(inlineFigures && { inline: inlineFigures }),
  };
  return { table: `${lines.join('\n')}\n`, json, failures: [], sample };
};

/** Types a document from its beginning; what was typed before is known. */
async function typeDocument(source: string, masked: MaskedDocument, run: Run): Promise<Simulated[]> {
  const recent = new RecentWords();
  const completer = await loadWordCompleter(recent);
  const wordBased = new WordBasedOffer();
  const simulated: Simulated[] = [];
  for (const block of masked.blocks) {
    const text = masked.text.slice(block.start, block.end).replaceAll(ABSENT, '');
    const offered = new Map<number, readonly string[]>();
    const offersAt = (offset: number): readonly string[] => {
      let offers = offered.get(offset);
      if (offers === undefined) {
        const start = performance.now();
        offers = completer.complete(caretPlace(text.slice(0, offset)), LISTED).map((suggestion) => suggestion.text);
        run.latencies.push(performance.now() - start);
        offered.set(offset, offers);
      }
      return offers;
    };
    const { neural, inlineEvery } = run;
    const isAsked = neural !== undefined && run.blocks++ % inlineEvery === inlineEvery >> 1;
    simulated.push({
      list: keystrokes(text, ({ offset }) => offersAt(offset)),
      first: keystrokes(text, ({ offset }) => offersAt(offset).slice(0, 1)),
      wordBased: keystrokes(text, wordBased.offer(text, LISTED)),
      inline: isAsked ? await typeInline(source, masked, block.start, block.end, neural, completer) : undefined,
    });
    for (const sentence of segmentSentences(text, { start: 0, end: text.length })) recent.add(tokenize(text, sentence));
    wordBased.add(text);
  }
  return simulated;
}

/** Types a block with text shown behind the caret; what is masked in it is typed without. */
function typeInline(
  source: string,
  masked: MaskedDocument,
  start: number,
  end: number,
  neural: CausalLanguageModel,
  completer: WordCompleter,
): Promise<InlineCount> {
  const writer = new InlineWriter({ completer, write: (prompt, options) => neural.generate(prompt, options) });
  const options = { maxTokens: INLINE_TOKENS, constraint: {}, limits: {} };
  // Marks keep their places, so that offsets are those of the document.
  return inlineKeystrokes(masked.text.slice(start, end), async (offset) => {
    const before = masked.text.slice(start, start + offset);
    if (before.endsWith(ABSENT) || before.endsWith(PLACEHOLDER)) return '';
    const where = { prompt: promptText(source, masked, start + offset), place: caretPlace(before), after: '' };
    return writer.likeliest(where, options, confidences.balanced);
  });
}
