import type { Token } from '../../text/token';
import { wordList } from '../../text/wordList';
import type { Finding } from '../finding';
import { messageOf } from '../message';
import { functionWords } from './functionWords';
import { initialSound } from './initialSound';
import { type MechanicsContext, slip } from './mechanicsContext';

/** After these `a` is a label, not an article. */
const labelled = wordList(`
  option options vitamin letter letters type class grade point points case category group hepatitis influenza plan part section
  appendix figure table step item choice answer team block level phase variable variables column row side note key vowel
  named called string register values value parameter argument element elements set sets between
`);

/** Before these `a` is a variable: `if a equals b`. */
const predicates = wordList('equals exceeds implies occurs appears exists ends intersects agrees acts owns');

/** `a` and `an` by the sound of the word that follows. Says nothing where the sound is not sure, or where `a` is a letter. */
export function checkArticle({ sentence: { tokens }, block }: MechanicsContext): Finding[] {
  const findings: Finding[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const article = tokens[index]!;
    if (article.kind !== 'word' || article.form.length > 2 || !/^[Aa][Nn]?$/.test(article.form)) continue;
    const found = tokens[index + 1];
    const next =
      found?.form === '"' && found.spaceBefore && !tokens[index + 2]?.spaceBefore ? tokens[index + 2] : found;
    if (found === undefined || next === undefined || !found.spaceBefore || !isArticle(tokens, index, block.kind))
      continue;
    const following = tokens[tokens.indexOf(next, index) + 1];
    const hyphenated = following !== undefined && following.form === '-' && !following.spaceBefore;
    if (article.form === 'a' && predicates.has(next.form)) continue;
    if (!hyphenated && functionWords.has(next.form.toLowerCase()) && !mayFollow(article.form, next.form)) continue;
    const sound = initialSound(next, hyphenated);
    const written = article.form.length === 1 ? 'consonant' : 'vowel';
    if (sound === undefined || sound === written) continue;
    const right = sound === 'vowel' ? 'an' : 'a';
    const plain = next.kind === 'word' && /^[A-Za-z]?[a-z]+$/.test(next.form) && next.form.length > 1;
    findings.push(
      slip({
        start: article.start,
        end: article.end,
        kind: 'article',
        code: sound === 'vowel' ? 'a-before-vowel-sound' : 'an-before-consonant-sound',
        message:
          sound === 'vowel'
            ? messageOf('"{0}" begins with a vowel sound, so the article is "an".', next.form)
            : messageOf('"{0}" begins with a consonant sound, so the article is "a".', next.form),
        confidence: plain ? 0.97 : 0.92,
        replacements: [article.form.startsWith('A') ? right.charAt(0).toUpperCase() + right.slice(1) : right],
      }),
    );
  }
  return findings;
}

/** Before other function words stands a letter, or another word was meant: `and`, `at`. */
const mayFollow = (article: string, next: string): boolean =>
  next === 'one' || next === 'One' || (article.length === 2 && /^(?:very|more|most|just|not)$/.test(next));

/** Whether the token is the article and not the letter, a list mark, a label or part of a compound. */
function isArticle(tokens: readonly Token[], index: number, blockKind: string): boolean {
  const article = tokens[index]!;
  const before = tokens[index - 1];
  if (before === undefined) return true;
  if (!article.spaceBefore && !/^["'([\u2014]$|^--$/.test(before.form)) return false;
  if (before.kind === 'word' && labelled.has(before.form.toLowerCase())) return false;
  if (before.kind === 'number' || (before.kind === 'word' && /^[A-Za-z]$/.test(before.form) && before.form !== 'I'))
    return false;
  const capitalInside =
    article.form.startsWith('A') && blockKind !== 'heading' && !/^["'(:\u2014[]$|^--$/.test(before.form);
  return !capitalInside;
}
