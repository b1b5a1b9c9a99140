import type { SpellingErrorModelArtefact } from '../../../server/src/proofreading/spelling/errorModel';

/** A source of numbers in [0, 1): a linear congruential generator (Numerical Recipes), so that a build can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const neighbours = (letter: string): string => {
  const row = rows.findIndex((keys) => keys.includes(letter));
  const at = rows[row]?.indexOf(letter) ?? 0;
  return [row - 1, row, row + 1]
    .map((r) => rows[r]?.slice(Math.max(0, at - 1), at + 2) ?? '')
    .join('')
    .replace(letter, '');
};

/** Misspells words as writers do: half by a rule of the error model (sounds), half by a slip of the fingers, some twice. */
export class Misspeller {
  private readonly rules: readonly { readonly from: string; readonly to: string; readonly weight: number }[];

  constructor(
    { inside }: SpellingErrorModelArtefact,
    private readonly random: () => number,
  ) {
    this.rules = Object.entries(inside).flatMap(([from, row]) =>
      Object.entries(row).map(([to, cost]) => ({ from, to, weight: Math.exp(-cost / 100) })),
    );
  }

  misspell(word: string): string {
    const once = this.edit(word);
    return this.random() < 0.15 ? this.edit(once) : once;
  }

  private edit(word: string): string {
    return this.random() < 0.5 ? this.byRule(word) : this.bySlip(word);
  }

  private byRule(word: string): string {
    const marked = `${word}$`;
    const fitting = this.rules.filter(({ from }) => from !== '' && marked.indexOf(from, 1) > 0);
    let draw = this.random() * fitting.reduce((sum, { weight }) => sum + weight, 0);
    const rule = fitting.find(({ weight }) => {
      draw -= weight;
      return draw < 0;
    });
    if (rule === undefined) return this.bySlip(word);
    const at = marked.indexOf(rule.from, 1);
    return (marked.slice(0, at) + rule.to + marked.slice(at + rule.from.length)).replace('$', '');
  }

  private bySlip(word: string): string {
    const at = 1 + Math.floor(this.random() * (word.length - 1));
    const before = word.slice(0, at);
    const letter = word.charAt(at);
    const after = word.slice(at + 1);
    const near = neighbours(letter) || 'e';
    const other = near.charAt(Math.floor(this.random() * near.length));
    const draw = this.random();
    if (draw < 0.3) return before + after;
    if (draw < 0.5 && after !== '') return before + after.charAt(0) + letter + after.slice(1);
    if (draw < 0.65) return before + letter + letter + after;
    return draw < 0.8 ? before + other + letter + after : before + other + after;
  }
}
