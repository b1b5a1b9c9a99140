import type { ExplainedToken, ExplainSentenceResult } from '../../server/src/shared/protocol';

/** `vscode.l10n.t`, or a stand-in. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** Markdown's punctuation, and the pipes and line ends that would break a table. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&$:]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();

/** A probability as people say it: in per cent, or one in so many, with two significant digits. */
export const probabilityText = (probability: number, t: Translate): string => {
  const percent = probability * 100;
  if (percent >= 10) return `${percent.toFixed(0)} %`;
  if (percent >= 0.1) return `${percent.toPrecision(2)} %`;
  const oneIn = 1 / probability;
  if (oneIn > 1e9) return t('below one in a billion');
  return t('one in {0}', Number(oneIn.toPrecision(2)).toLocaleString('en'));
};

/** Columns are narrow beside a text: they may break between words, not within a number. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/** More would make the table's rows high. */
const mostExpected = 3;

const expectedOf = ({ expected, text: written }: ExplainedToken, t: Translate): string =>
  expected
    .filter(({ text }) => text.toLowerCase() !== written.toLowerCase())
    .slice(0, mostExpected)
    .map(({ text, probability }) => unbroken(`${escaped(text)} (${probabilityText(probability, t)})`))
    .join(', ');

/** Words that stand out: a good deal more surprising than the sentence's mean. */
const isSurprising = (bits: number, meanBits: number): boolean => bits > 2 * meanBits && bits > 8;

/** A sentence told word by word, as a Markdown page with one table. */
export const explanation = (result: ExplainSentenceResult, t: Translate): string => {
  const { sentence, model, perplexity, tokens } = result;
  const bits = tokens.reduce((sum, { surprisalBits }) => sum + surprisalBits, 0);
  const mean = tokens.length === 0 ? 0 : bits / tokens.length;
  const head = [t('Word'), t('Bits'), t('Probability'), t('Rank'), t('Expected instead')];
  const rows = tokens.map((token) => {
    const word = escaped(token.text);
    return [
      isSurprising(token.surprisalBits, mean) ? `**${word}**` : word,
      token.surprisalBits.toFixed(1),
      unbroken(probabilityText(token.probability, t)),
      token.rank === null ? t('not in the vocabulary') : (token.rank?.toLocaleString('en') ?? ''),
      token.rank === 1 ? '' : expectedOf(token, t),
    ];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `## ${t('The sentence, word by word')}`,
    `> ${escaped(sentence)}`,
    t(
      'Model {0}: perplexity {1}, {2} bits in all, {3} a word.',
      escaped(model),
      perplexity.toLocaleString('en', { maximumFractionDigits: perplexity < 100 ? 1 : 0 }),
      bits.toFixed(1),
      mean.toFixed(1),
    ),
    [line(head), '| :-- | --: | --: | --: | :-- |', ...rows.map(line)].join('\n'),
    t(
      'Surprisal is how improbable a word is after the words before it: each bit halves the probability. Rank 1 is the word that the model expected most. Words in bold stand out. A surprising word need not be wrong.',
    ),
    '',
  ].join('\n\n');
};
