export interface Misspelling {
  readonly written: string;
  readonly intended: string;
}

export interface SpellingScore {
  readonly items: number;
  /** Shares, 0 to 1: the intended word is the first candidate, or one of the first five. */
  readonly first: number;
  readonly firstFive: number;
  /** Ceilings, 0 to 1: the intended word is in the lexicon, or among all candidates the generator makes. */
  readonly inLexicon: number;
  readonly reachable: number;
}

/** Reads `misspelling<TAB>intended` lines; an underscore stands for a space. @throws Error naming the first line that is neither. */
export function readMisspellings(tsv: string): Misspelling[] {
  const misspellings: Misspelling[] = [];
  for (const [index, line] of tsv.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const [written, intended, ...rest] = line.replaceAll('_', ' ').split('\t');
    if (!written || !intended || rest.length > 0) {
      throw new Error(`line ${index + 1}: expected a misspelling, a tab and the intended word`);
    }
    misspellings.push({ written, intended });
  }
  return misspellings;
}

/**
 * Scores isolated-word correction. `candidates` gives all candidates for a written form, best first; the form itself is
 * no answer. Case is not compared: the files hold few capitals of their own.
 */
export function scoreSpelling(
  misspellings: readonly Misspelling[],
  candidates: (written: string) => readonly string[],
  isKnown: (word: string) => boolean,
): SpellingScore {
  let first = 0;
  let firstFive = 0;
  let inLexicon = 0;
  let reachable = 0;
  for (const { written, intended } of misspellings) {
    const wanted = intended.toLowerCase();
    const answers = candidates(written).filter((candidate) => candidate !== written);
    const rank = written === intended ? -1 : answers.findIndex((answer) => answer.toLowerCase() === wanted);
    if (rank === 0) first++;
    if (rank >= 0 && rank < 5) firstFive++;
    if (rank >= 0) reachable++;
    if (isKnown(intended)) inLexicon++;
  }
  const share = (count: number): number => (misspellings.length === 0 ? 0 : count / misspellings.length);
  return {
    items: misspellings.length,
    first: share(first),
    firstFive: share(firstFive),
    inLexicon: share(inLexicon),
    reachable: share(reachable),
  };
}
