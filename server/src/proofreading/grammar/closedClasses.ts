import { wordList } from '../../text/wordList';

export const articles = wordList('a an the');
export const demonstratives = wordList('this that these those');
export const possessives = wordList('my your his her its our their whose');
export const quantifiers = wordList(
  'some any no every each all both either neither another other many much more most few fewer little less several enough such what which',
);
/** Words that open a noun phrase, so that no article goes before or after them. */
export const determiners: ReadonlySet<string> = new Set([
  ...articles,
  ...demonstratives,
  ...possessives,
  ...'some any no every each either neither another'.split(' '),
]);

/** The most frequent first. */
export const frequentPrepositions = 'of in to for on with at by from about as into'.split(' ');
export const prepositions: ReadonlySet<string> = new Set([
  ...frequentPrepositions,
  ...wordList(`
  during among between over through after before since until under against within without around towards toward onto upon across
  along off out up down like than near behind beside besides beyond despite except inside outside per via above below
`),
]);

export const be = wordList("is are was were be been being am isn't aren't wasn't weren't i'm");
export const have = wordList("has have had having hasn't haven't hadn't");
export const doForms = wordList("do does did doing done don't doesn't didn't");
export const modals = wordList(
  "will would can could may might must shall should cannot can't couldn't won't wouldn't shouldn't mustn't needn't",
);
export const auxiliaries: ReadonlySet<string> = new Set([...be, ...have, ...doForms, ...modals]);

export const subjectPronouns = wordList('i you he she it we they who there');
export const objectPronouns = wordList('me you him her it us them whom');
export const pronouns: ReadonlySet<string> = new Set([
  ...subjectPronouns,
  ...objectPronouns,
  ...wordList(`
  myself yourself himself herself itself ourselves themselves yourselves mine yours hers ours theirs this that these those which what one ones
  someone somebody something anyone anybody anything everyone everybody everything nobody nothing none
`),
]);
export const conjunctions = wordList(
  'and or but so because although though while when if unless until since that which who whether as than where nor yet whereas however',
);
