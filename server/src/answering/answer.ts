import type { AskSettings } from '../configuration/askSettings';
import { type LikelihoodModel, reranked, rerankedHits } from '../search/query/reranking';
import type { AnswerEvent, AskedPassage, Extract, GeneratedSentence } from './answered';
import { type Sureness, surenessOf } from './evidence';
import { extractOf } from './extract';
import type { AnswerOptions, AnswerPorts, AnswerQuestion, WritingModel } from './ports';
import { packedPrompt } from './prompt';
import { type RetrievedPassage, retrievedPassages } from './retrievedPassages';
import { type CheckedSentence, checkedSentences } from './support';
import { matchedEvidence } from './wordMatches';
import { promptTokensFor, writtenSentences } from './writing';

/** Passages that the model has not judged by then keep their places. */
const judgedWithinMs = 1000;

/** What is known of an answer while it is made. */
interface Draft<Passage extends AskedPassage> extends Sureness {
  readonly ranked: readonly RetrievedPassage<Passage>[];
  readonly extracts: readonly Extract<Passage>[];
}

export const answer: AnswerQuestion = async (question, ports, settings, options = {}) => {
  const { onEvent } = options;
  const notes: string[] = [];
  const draft = await retrievedDraft(question, ports, settings, options, notes);
  const { extracts, refused, confidence } = draft;
  const wanted = settings.generate && !refused;
  const written = wanted ? await generated(question, draft, ports, settings, options, notes) : undefined;
  const { judge, writer, modelMissing } = ports;
  const isMissed = (settings.generate && writer === undefined) || (settings.rerank && judge === undefined);
  if (isMissed && modelMissing !== undefined) notes.push(modelMissing);
  const sentences = written?.generated.sentences ?? [];
  const isSupported =
    sentences.length > 0 && written!.generated.dropped === 0 && sentences.every(({ supported }) => supported);
  const done = {
    answer: isSupported ? sentences.map(({ text }) => text).join(' ') : null,
    extracts: written?.extracts ?? extracts,
    generated: written?.generated ?? null,
    refused,
    confidence,
    notes: [...new Set(notes)],
  };
  onEvent?.({ type: 'end', answer: done });
  return done;
};

/** What a search finds, and whether it answers; told at once, then in the order that the judge gives it. */
const retrievedDraft = async <Passage extends AskedPassage>(
  question: string,
  ports: AnswerPorts<Passage>,
  { rerank, extracts: most }: AskSettings,
  { signal, onEvent, judgeWithinMs = judgedWithinMs }: AnswerOptions<AnswerEvent<Passage>>,
  notes: string[],
): Promise<Draft<Passage>> => {
  const found = await ports.search(question, rerankedHits, signal);
  if (found.vectorsMissing !== undefined) notes.push(found.vectorsMissing);
  const embedder = found.candidates === undefined ? undefined : ports.embedder;
  const retrieved = await retrievedPassages(question, found, embedder, signal);
  const passages = retrieved.toSorted((a, b) => b.probability - a.probability);
  const tell = (ranked: readonly RetrievedPassage<Passage>[]): Pick<Draft<Passage>, 'ranked' | 'extracts'> => {
    const extracts = ranked.slice(0, most).map((one) => extractOf(one.passage, one.unit, one.probability));
    onEvent?.({ type: 'extracts', extracts });
    return { ranked, extracts };
  };
  const first = tell(passages);
  // Passages are read for this, which citations do not wait for.
  const sureness = surenessOf(await matchedEvidence(question, retrieved, embedder, signal));
  const { judge } = ports;
  if (!rerank || judge === undefined || sureness.refused) return { ...first, ...sureness };
  // Read around the sentence that answers best.
  const hits = passages.map((one) => ({ ...one.passage, marked: one.unit, score: one.probability, one }));
  const model: LikelihoodModel = {
    scoreCandidates: (requests, options) => judge.scoreCandidates(requests, { ...options, priority: 'visible' }),
  };
  const judged = await reranked(question, hits, model, { withinMs: judgeWithinMs, signal });
  if (judged.incomplete !== undefined) notes.push(judged.incomplete);
  return { ...tell(judged.hits.map(({ one }) => one)), ...sureness };
};

/** A text from the best passages, each sentence checked against them; undefined where none can be written. */
const generated = async <Passage extends AskedPassage>(
  question: string,
  { ranked, extracts }: Draft<Passage>,
  { writer, judge }: AnswerPorts<Passage>,
  settings: AskSettings,
  { signal, onEvent }: AnswerOptions<AnswerEvent<Passage>>,
  notes: string[],
) => {
  if (writer === undefined) return undefined;
  const prompt = packedPrompt(
    question,
    ranked,
    { ...settings, promptTokens: promptTokensFor(writer, settings) },
    writer.turn,
  );
  const texts = await written(prompt, writer, settings, (text) => onEvent?.({ type: 'text', text }), signal, notes);
  if (texts === undefined) return undefined;
  const checked = await checkedSentences(question, texts, prompt.passages, judge, signal);
  const cited = new Citations(ranked, extracts);
  const all = checked.map((sentence) => cited.sentence(sentence));
  const sentences = settings.unsupported === 'drop' ? all.filter(({ supported }) => supported) : all;
  if (cited.extracts.length > extracts.length) onEvent?.({ type: 'extracts', extracts: cited.extracts });
  onEvent?.({ type: 'sentences', sentences });
  const dropped = all.length - sentences.length;
  return {
    extracts: cited.extracts,
    generated: { sentences, dropped, prompt: prompt.text, promptTokens: prompt.tokens, model: writer.id },
  };
};

const written = async (
  prompt: ReturnType<typeof packedPrompt>,
  writer: WritingModel,
  settings: AskSettings,
  onText: (text: string) => void,
  signal: AbortSignal | undefined,
  notes: string[],
): Promise<string[] | undefined> => {
  try {
    return await writtenSentences(prompt, writer, settings, onText, signal);
  } catch (error) {
    signal?.throwIfAborted();
    notes.push((error as Error).message);
    return undefined;
  }
};

/** Numbers sources by extracts; one that is none yet becomes one, after the others. */
class Citations<Passage extends AskedPassage> {
  readonly extracts: Extract<Passage>[];

  constructor(
    private readonly ranked: readonly RetrievedPassage<Passage>[],
    extracts: readonly Extract<Passage>[],
  ) {
    this.extracts = [...extracts];
  }

  sentence({ text, supported, source }: CheckedSentence): GeneratedSentence {
    if (source === undefined) return { text, supported, citations: [] };
    const { passage, probability } = this.ranked[source.passage]!;
    const wanted = extractOf(passage, source.unit, probability);
    const holding = this.extracts.findIndex(
      (one) => one.passage === passage && one.start <= wanted.start && one.end >= wanted.end,
    );
    if (holding >= 0) return { text, supported, citations: [holding] };
    // What does not say it is no extract of its own.
    if (!supported) return { text, supported, citations: [] };
    return { text, supported, citations: [this.extracts.push(wanted) - 1] };
  }
}
