import { wordList } from '../../text/wordList';

export const determiners = wordList(
  'a an the this that these those my your his her its our their some any each every no another',
);

export const prepositions = wordList(`
  of in to for with on at by from about as into like through after over between out against during without before under
  around among per via than upon within across behind beyond off up down near toward towards onto
`);

const pronouns = wordList(`
  i you he she it we they me him her us them mine yours hers ours theirs who whom whose which what one someone anyone
`);
const conjunctions = wordList(`
  and or but nor so yet if because although though while when where whether unless until since
`);
const auxiliaries = wordList(`
  is are was were be been being am has have had do does did will would shall should can could may might must
`);
const adverbs = wordList('not also there here then very too just only now');

/** Closed-class words, lower case. */
export const functionWords: ReadonlySet<string> = new Set([
  ...determiners,
  ...prepositions,
  ...pronouns,
  ...conjunctions,
  ...auxiliaries,
  ...adverbs,
]);
