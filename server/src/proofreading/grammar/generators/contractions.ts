import type { CandidateContext } from '../candidateContext';

const subjects = new Set('i you he she it we they there that this who what where here how'.split(' '));
const negatable = new Set('is are was were do does did have has had would could should'.split(' '));
const irregular: Readonly<Record<string, string>> = { "can't": 'can not', "won't": 'will not' };
/** What a clitic may stand for, or what was meant in its place. */
const expansions: Readonly<Record<string, readonly string[]>> = {
  s: ['is', 'has', 'was'],
  m: ['am', 'was', 'have'],
  re: ['are', 'were', 'have'],
  ve: ['have', 'had', 'has'],
  ll: ['will', 'would', 'can'],
  d: ['would', 'had', 'will'],
};
const clitics: Readonly<Record<string, string>> = {
  is: "'s",
  has: "'s",
  am: "'m",
  are: "'re",
  have: "'ve",
  will: "'ll",
  would: "'d",
  had: "'d",
};

/** Contractions: `I'm agree` / `I agree`, `it's been` / `it has been`, `it is` / `it's`, `do not` / `don't`. */
export function contractionEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const { editable, lower } = words[index]!;
    if (!editable) continue;
    const [, host = '', clitic = ''] = /^([a-z]+)'(s|m|re|ve|ll|d)$/.exec(lower) ?? [];
    if (subjects.has(host)) {
      const subject = host === 'i' ? 'I' : host;
      edits.replace(index, index + 1, subject, 'auxiliary');
      for (const auxiliary of expansions[clitic]!)
        edits.replace(index, index + 1, `${subject} ${auxiliary}`, 'auxiliary');
    }
    if (lower.endsWith("n't"))
      edits.replace(index, index + 1, irregular[lower] ?? `${lower.slice(0, -3)} not`, 'auxiliary');
    const next = words[index + 1]?.lower ?? '';
    if (subjects.has(lower) && Object.hasOwn(clitics, next))
      edits.replace(index, index + 2, (lower === 'i' ? 'I' : lower) + clitics[next]!, 'apostrophe');
    if (negatable.has(lower) && next === 'not') edits.replace(index, index + 2, `${lower}n't`, 'apostrophe');
  }
}
