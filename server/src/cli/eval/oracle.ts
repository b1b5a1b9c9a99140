import { setImmediate } from 'node:timers/promises';
import { detokenize, readM2 } from '../../evaluation/m2';
import { MOST_TOGETHER, oracleRecall, type Reached } from '../../evaluation/oracleRecall';
import { loadGrammarModels, loadGrammarWeights } from '../../platform/models';
import { candidateEdits } from '../../proofreading/grammar/candidateEdits';
import { Cascade } from '../../proofreading/grammar/cascade';
import type { GrammarEdit } from '../../proofreading/grammar/grammarEdit';
import type { GrammarRequest } from '../../proofreading/grammar/grammarRequest';
import { tokenize } from '../../text/tokens';
import { asModelError, openNeuralModel } from '../neuralModel';
import { Progress } from '../progress';
import { formatTable } from '../table';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, sampled, settingsOf } from './evaluationResult';

const noWords = { has: (): boolean => false, forbids: (): boolean => false };

/** Who is asked which candidates go on, one after the other. */
const looks = { ngram: ['ngram'], neural: ['ngram', 'first', 'short', 'full', 'asked'] } as const;
type Stage = 'candidates' | (typeof looks.neural)[number];
/** Of each sentence, the edits that a stage leaves. */
type Remaining = ReadonlyMap<Stage, readonly (readonly GrammarEdit[])[]>;

/** Which gold edits the candidates reach at all, and with a model, how many are left after each look at them; before anything is decided. */
export const evaluateOracle = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { items: sentences, sample } = sampled(parseEvaluationFile(path, readM2, 'sentences in M2 format'), options);
  const texts = sentences.map(({ tokens }) => detokenize(tokens).text);
  const remaining = await remainingEdits(texts, options);
  const stages = [...remaining].map(([stage, edits]) => ({ stage, ...oracleRecall(sentences, edits) }));
  const [{ missed, stage: _, ...recall }] = stages as [(typeof stages)[number]];
  const types = Object.entries(recall.byType).sort(([, a], [, b]) => b.of - a.of);
  const table =
    formatTable([
      [
        'left after',
        'edits a token',
        'all by one %',
        `by up to ${MOST_TOGETHER} %`,
        'not OTHER by one %',
        `by up to ${MOST_TOGETHER} %`,
      ],
      ...stages.map(({ stage, all, typed, candidates, tokens }) => [
        stage,
        (candidates / tokens).toFixed(1),
        ...shares(all),
        ...shares(typed),
      ]),
    ]) +
    '\n' +
    formatTable([
      ['error type', 'of', 'by one candidate %', `by up to ${MOST_TOGETHER} %`],
      ['all', `${recall.all.of}`, ...shares(recall.all)],
      ['not OTHER', `${recall.typed.of}`, ...shares(recall.typed)],
      ...types.map(([type, reached]) => [type, `${reached.of}`, ...shares(reached)]),
    ]);
  const left = stages.slice(1).map(({ stage, candidates, all, typed }) => ({ look: stage, candidates, all, typed }));
  const json = { sentences: sentences.length, ...recall, ...(left.length > 0 && { looks: left }) };
  return { table, json, failures: missed, sample };
};

const shares = ({ of, byOne, byFew }: Reached): string[] => [perCent(byOne / (of || 1)), perCent(byFew / (of || 1))];

async function remainingEdits(texts: readonly string[], options: EvaluationOptions): Promise<Remaining> {
  const { model } = options;
  const asked: readonly Stage[] = model === 'ngram' || model === 'neural' ? looks[model] : [];
  const remaining = new Map<Stage, GrammarEdit[][]>([['candidates', []]]);
  for (const look of asked) remaining.set(look, []);
  const progress = new Progress();
  const neural = model === 'neural' ? await openNeuralModel() : undefined;
  const models = loadGrammarModels();
  const { gates, probe } = loadGrammarWeights();
  // What a look is asked about is what the look before has left.
  const cascade = new Cascade(models, gates, probe, (look, candidates) => {
    const before = asked[asked.indexOf(look) - 1];
    if (before !== undefined)
      remaining
        .get(before)!
        .at(-1)!
        .push(...candidates.map(({ edit }) => edit));
  });
  try {
    for (const [done, text] of texts.entries()) {
      for (const edits of remaining.values()) edits.push([]);
      const request: GrammarRequest = {
        sentence: text,
        tokens: tokenize(text, { start: 0, end: text.length }),
        blockKind: 'paragraph',
        settings: settingsOf(options),
        dictionary: noWords,
      };
      const edits = candidateEdits({ text, tokens: request.tokens, dialect: options.dialect }, models.resources);
      remaining
        .get('candidates')!
        .at(-1)!
        .push(...edits);
      if (asked.length === 0) continue;
      const likely = cascade.byNgram(request, edits);
      const last =
        neural === undefined ? likely : (await cascade.byNeural(request, likely, neural.model, {})).candidates;
      remaining
        .get(asked.at(-1)!)!
        .at(-1)!
        .push(...last.map(({ edit }) => edit));
      progress.show(`${done + 1} of ${texts.length} sentences`);
      // Lets the process learn of a closed pipe.
      await setImmediate();
    }
  } catch (error) {
    asModelError(error);
  } finally {
    progress.clear();
    neural?.close();
  }
  return remaining;
}
