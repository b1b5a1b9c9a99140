import { type BackoffModel, ngramWords } from './backoffModel';
import { SENTENCE_END_ID } from './vocabulary';

/** What ARPA files write for log10 of 0. */
const LOG10_OF_ZERO = '-99';

function log10(natural: number): string {
  if (natural === Number.NEGATIVE_INFINITY) return LOG10_OF_ZERO;
  // Adding 0 turns -0 into 0.
  return String(Number((natural / Math.LN10).toFixed(7)) + 0);
}

/**
 * The model in ARPA format (`\data\`, `\1-grams:` ..., base-10 logarithms, tabs as KenLM writes them), in pieces of up to
 * some 64 KB to be written one after the other.
 */
export function* writeArpa(model: BackoffModel): Generator<string> {
  let text = '\\data\\\n';
  model.levels.forEach((level, i) => {
    text += `ngram ${i + 1}=${level.logProbability.length}\n`;
  });
  const ids = new Uint32Array(model.order);
  const { words } = model.vocabulary;
  for (let order = 1; order <= model.order; order++) {
    const { logProbability, logBackoff } = model.levels[order - 1]!;
    text += `\n\\${order}-grams:\n`;
    for (let i = 0; i < logProbability.length; i++) {
      ngramWords(model, order, i, ids);
      let line = `${log10(logProbability[i]!)}\t${words[ids[0]!]!}`;
      for (let k = 1; k < order; k++) line += ` ${words[ids[k]!]!}`;
      const endsSentence = ids[order - 1] === SENTENCE_END_ID;
      if (order < model.order) line += `\t${endsSentence ? '0' : log10(logBackoff[i]!)}`;
      text += `${line}\n`;
      if (text.length > 1 << 16) {
        yield text;
        text = '';
      }
    }
  }
  yield `${text}\n\\end\\\n`;
}
