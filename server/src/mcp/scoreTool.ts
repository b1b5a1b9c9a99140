import * as z from 'zod';
import type { Described, Tool, ToolRun } from './tool';
import { languageInput, offset, onlyOne, pathInput, position } from './toolFields';

/** Texts of one call; a file may have more sentences. */
const mostTexts = 1000;

const input = z.object({
  texts: z
    .array(z.string())
    .min(1)
    .max(mostTexts)
    .optional()
    .describe('Texts, each scored as it stands, as one sentence: alternatives to compare, say. Give these or path.'),
  path: pathInput,
  language: languageInput,
  model: z
    .enum(['ngram', 'neural', 'mixed'])
    .default('ngram')
    .describe('ngram answers at once; neural knows grammar and context; mixed is both, word by word.'),
  tokens: z.boolean().default(false).describe("Also each token's score, and its rank among all continuations."),
});

const totals = {
  logProbability: z.number().describe('Natural logarithm, the sum over tokens.'),
  tokens: z.number().int().describe('Tokens that were scored, sentence ends among them.'),
  outOfVocabulary: z.number().int().describe('Those that the model does not know.'),
  crossEntropyBits: z.number().describe('Bits a token.'),
  perplexity: z.number().describe('exp(-logProbability / tokens): lower is likelier, whatever the length.'),
};

const score = z.looseObject({
  text: z.string(),
  start: offset.optional().describe('Of a sentence of a file, in UTF-16 units.'),
  end: offset.optional().describe('Exclusive.'),
  line: position.optional(),
  ...totals,
  tokenScores: z
    .array(
      z.looseObject({
        start: offset.describe('UTF-16 units in the text.'),
        end: offset.describe('Exclusive; equal to start for the end of the sentence.'),
        logProbability: z.number(),
        surprisalBits: z.number(),
        rank: z.number().int().optional().describe('1 for the likeliest continuation.'),
      }),
    )
    .optional(),
});

const output = z.looseObject({
  model: z.string(),
  scores: z.array(score).describe('Of each text, or of each sentence of the file, in order.'),
  total: z.looseObject(totals).describe('Of all together.'),
});

export type ScoreInput = z.infer<typeof input>;
export type ScoreOutput = Described<z.infer<typeof output>>;

/** @param scoring scores texts, or the sentences of a file */
export const scoreTool = (
  scoring: (input: ScoreInput, run: ToolRun) => Promise<ScoreOutput>,
): Tool<ScoreInput, z.infer<typeof output>> => ({
  name: 'score',
  title: 'Score texts',
  description:
    'Says how likely English texts are under a language model on this machine: log probability, perplexity, and each token by itself where asked. Compares wordings, finds what is odd.',
  input,
  output,
  run: async (asked, run) => {
    onlyOne({ texts: asked.texts, path: asked.path });
    return scoring(asked, run);
  },
  text: ({ scores, total }) =>
    [...scores.map(scoreText), ...(scores.length === 1 ? [] : [scoreText({ ...total, text: '(all)' })])].join('\n'),
});

type ScoredText = Pick<
  Described<z.infer<typeof score>>,
  'text' | 'logProbability' | 'perplexity' | 'tokens' | 'tokenScores'
>;

const scoreText = ({ text, tokenScores, ...of }: ScoredText): string => {
  const line = `log probability ${of.logProbability}, perplexity ${of.perplexity}, ${of.tokens} tokens: ${text}`;
  const words = tokenScores?.map(
    ({ start, end, surprisalBits, rank }) =>
      `  ${surprisalBits} bits${rank === undefined ? '' : `, rank ${rank}`}: ${text.slice(start, end) || '(end)'}`,
  );
  return [line, ...(words ?? [])].join('\n');
};
