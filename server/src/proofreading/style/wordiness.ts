import { ABSENT } from '../../text/maskedDocument';
import type { Token } from '../../text/token';
import type { Finding } from '../finding';
import { messageOf } from '../message';
import type { SentenceContext } from '../sentenceContext';
import { styleFinding } from './styleFinding';

/** Phrases that say in several words what fewer say as well, after the lists of plain-language guidelines; `-` deletes. */
export const shorterPhrases: ReadonlyMap<string, string> = new Map(
  `
  a large number of: many
  a majority of: most
  a sufficient number of: enough
  are able to: can
  are in possession of: have
  as a consequence of: because of
  as a result of the fact that: because
  at a later date: later
  at the present time: now
  at this point in time: now
  by means of: by
  due to the fact that: because
  during the course of: during
  for the purpose of: for
  has the ability to: can
  have the ability to: can
  in a timely manner: in time
  in close proximity to: near
  in excess of: more than
  in light of the fact that: because
  in order to: to
  in spite of the fact that: although
  in the absence of: without
  in the event that: if
  in the near future: soon
  in the vicinity of: near
  is able to: can
  is in possession of: has
  it is important to note that: -
  it should be noted that: -
  make use of: use
  makes use of: uses
  notwithstanding the fact that: although
  on a daily basis: daily
  on a regular basis: regularly
  on the grounds that: because
  owing to the fact that: because
  prior to: before
  subsequent to: after
  the reason why is that: because
  until such time as: until
  with regard to: about
  with respect to: about
  with the exception of: except
`
    .trim()
    .split('\n')
    .map((line) => line.trim().split(': ') as [string, string]),
);

const longest = Math.max(...[...shorterPhrases.keys()].map((phrase) => phrase.split(' ').length));
const firstWords = new Set([...shorterPhrases.keys()].map((phrase) => phrase.split(' ')[0]));

const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);
const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Phrases that a shorter one stands for. */
export function checkWordiness({ text, sentence: { tokens } }: SentenceContext): Finding[] {
  const findings: Finding[] = [];
  for (let index = 0; index < tokens.length; index++) {
    if (!firstWords.has(tokens[index]!.form.toLowerCase())) continue;
    for (let count = Math.min(longest, tokens.length - index); count > 1; count--) {
      const phrase = tokens.slice(index, index + count);
      const replacement = shorterPhrases.get(phrase.map(({ form }) => form.toLowerCase()).join(' '));
      if (replacement === undefined) continue;
      findings.push(wordy(text, phrase, replacement, tokens[index + count]));
      index += count - 1;
      break;
    }
  }
  return findings;
}

const wordy = (text: string, phrase: readonly Token[], replacement: string, next: Token | undefined): Finding => {
  const { start, form } = phrase[0]!;
  const deletes = replacement === '-';
  // With the space after it, so that one is left; at the start of a sentence the next word takes its capital.
  const end = deletes ? (next?.end ?? phrase.at(-1)!.end) : phrase.at(-1)!.end;
  const left = deletes ? text.slice(next?.start ?? end, end) : replacement;
  const better = isCapital(form) ? capitalized(left) : left;
  const written = text.slice(start, phrase.at(-1)!.end);
  const message = deletes
    ? messageOf('"{0}" can be left out.', written)
    : messageOf('"{0}" says "{1}" in more words.', written, replacement);
  const torn = text.slice(start, end).includes(ABSENT);
  return styleFinding({ start, end }, 'wordiness', message, torn ? [] : [better]);
};
