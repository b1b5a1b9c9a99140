import * as z from 'zod/mini';
import { detokenize } from './m2';

/** Two sentences of which a model should find one likelier. */
export interface SentencePair {
  readonly good: string;
  readonly bad: string;
  /** BLiMP's paradigm, or an error type. */
  readonly group: string;
}

const blimpLine = z.object({ good: z.string(), bad: z.string(), paradigm: z.string() });
const typedLine = z.object({ good: z.string(), bad: z.string(), type: z.string() });

/** A token that nobody writes after a space. */
const parted = / (?:[.,;:?!]|n't|'(?:s|re|ve|ll|d|m))(?= |$)/;

/** Grammar corpora have their text in tokens (`do n't`, ` .`), on which no model was trained. */
const joined = ({ good, bad, group }: SentencePair): SentencePair => {
  if (!parted.test(good) && !parted.test(bad)) return { good, bad, group };
  const join = (text: string): string => detokenize(text.split(' ')).text;
  return { good: join(good), bad: join(bad), group };
};

/** JSON lines `{good, bad, paradigm}` (BLiMP) or `{good, bad, type}`; text in tokens is joined to ordinary text. @throws Error naming the line that is neither. */
export function readSentencePairs(source: string): SentencePair[] {
  return source.split(/\r?\n/).flatMap((line, index): SentencePair | SentencePair[] => {
    if (line.trim() === '') return [];
    const value = parseJson(line);
    const blimp = blimpLine.safeParse(value);
    if (blimp.success) return joined({ good: blimp.data.good, bad: blimp.data.bad, group: blimp.data.paradigm });
    const typed = typedLine.safeParse(value);
    if (typed.success) return joined({ good: typed.data.good, bad: typed.data.bad, group: typed.data.type });
    throw new Error(`line ${index + 1} is no pair: {"good", "bad", "paradigm" or "type"} is wanted`);
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export interface PairAccuracy {
  readonly pairs: number;
  /** Share of pairs judged right, the mean over groups. */
  readonly accuracy: number;
  /** The same over all pairs. */
  readonly overall: number;
  readonly byGroup: Readonly<Record<string, number>>;
}

export function pairAccuracy(pairs: readonly SentencePair[], judge: (index: number) => boolean): PairAccuracy {
  const groups = new Map<string, { right: number; of: number }>();
  let right = 0;
  for (const [index, { group }] of pairs.entries()) {
    const counts = groups.get(group) ?? { right: 0, of: 0 };
    groups.set(group, counts);
    counts.of++;
    if (judge(index)) {
      counts.right++;
      right++;
    }
  }
  const byGroup = Object.fromEntries([...groups].map(([group, counts]) => [group, counts.right / counts.of]));
  const shares = Object.values(byGroup);
  return {
    pairs: pairs.length,
    accuracy: shares.reduce((sum, share) => sum + share, 0) / (shares.length || 1),
    overall: right / (pairs.length || 1),
    byGroup,
  };
}
