import { wordList } from '../../text/wordList';

export const articles = wordList('a an the');
export const demonstratives = wordList('this that these those');
export const possessives = wordList('my your his her its our their whose');
/** Words that open a noun phrase, so that no article goes before or after them. */
export const determiners: ReadonlySet<string> = new Set([
  ...articles,
  ...demonstratives,
  ...possessives,
  ...wordList('some any no every each either neither another'),
]);
export const quantifiers = wordList(
  'all both other others many much more most few fewer little less least several enough such what which half plenty lots',
);
export const numbers = wordList(`
  two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
  fifty sixty seventy eighty ninety hundred thousand million
`);
export const prepositions = wordList(`
  of in to for on with at by from about as into during among between over through after before since until till under against within
  without around towards toward onto upon across along off out up down like than near behind beside besides beyond despite except inside
  outside per via above below
`);
export const be = wordList("is are was were be been being am isn't aren't wasn't weren't");
export const have = wordList("has have had having hasn't haven't hadn't");
export const doForms = wordList("do does did doing done don't doesn't didn't");
export const modals = wordList(`
  will would can could may might must shall should cannot can't couldn't won't wouldn't shouldn't mustn't needn't
`);
export const auxiliaries: ReadonlySet<string> = new Set([...be, ...have, ...doForms, ...modals]);
export const personalPronouns = wordList('i you he she it we they me him her us them');
export const pronouns: ReadonlySet<string> = new Set([
  ...personalPronouns,
  ...wordList(`
    myself yourself himself herself itself ourselves themselves yourselves mine yours hers ours theirs this that these those which who whom
    what one ones there someone somebody something anyone anybody anything everyone everybody everything nobody nothing none
  `),
]);
export const conjunctions = wordList(`
  and or but so because although though while when if unless until since that which who whether as than where nor yet whereas however
  therefore how why
`);
/** Adverbs that are no open class: they stand at fixed places and are not inflected. */
export const fixedAdverbs = wordList(`
  not also too very just only even still already always never often sometimes then here there now again rather quite almost ever soon
  maybe perhaps
`);
