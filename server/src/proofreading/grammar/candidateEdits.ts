import type { CandidateContext } from './candidateContext';
import { EditCollector } from './editCollector';
import { apostropheEdits } from './generators/apostrophes';
import { auxiliaryEdits } from './generators/auxiliaries';
import { capitalEdits } from './generators/capitals';
import { collocationEdits } from './generators/collocations';
import { comparisonEdits } from './generators/comparisons';
import { compoundEdits } from './generators/compounds';
import { confusionEdits } from './generators/confusions';
import { conjunctionEdits } from './generators/conjunctions';
import { contractionEdits } from './generators/contractions';
import { determinerEdits } from './generators/determiners';
import { functionWordEdits } from './generators/functionWords';
import { inflectionEdits } from './generators/inflections';
import { nounPhraseEdits } from './generators/nounPhrases';
import { prepositionEdits } from './generators/prepositions';
import { pronounEdits } from './generators/pronouns';
import { proposalEdits } from './generators/proposals';
import { punctuationEdits } from './generators/punctuation';
import { repetitionEdits } from './generators/repetition';
import { spellingEdits } from './generators/spelling';
import { verbPhraseEdits } from './generators/verbPhrases';
import { wordChoiceEdits } from './generators/wordChoice';
import { wordOrderEdits } from './generators/wordOrder';
import type { GrammarEdit, GrammarSentence } from './grammarEdit';
import type { GrammarResources, WordProposals } from './grammarResources';
import { grammarWords } from './grammarWord';

/** In the order in which they name an edit that several of them make. */
const generators: readonly ((context: CandidateContext) => void)[] = [
  repetitionEdits,
  capitalEdits,
  spellingEdits,
  apostropheEdits,
  confusionEdits,
  inflectionEdits,
  comparisonEdits,
  determinerEdits,
  prepositionEdits,
  auxiliaryEdits,
  pronounEdits,
  conjunctionEdits,
  functionWordEdits,
  contractionEdits,
  verbPhraseEdits,
  nounPhraseEdits,
  compoundEdits,
  collocationEdits,
  wordOrderEdits,
  punctuationEdits,
  wordChoiceEdits,
  proposalEdits,
];

/**
 * Edits that may mend the sentence, ascending by place. They depend on the arguments alone; each changes the text, and no two are the same.
 *
 * @param proposals what a language model finds likely at each place, where there is one
 */
export function candidateEdits(
  sentence: GrammarSentence,
  resources: GrammarResources,
  proposals?: WordProposals,
): GrammarEdit[] {
  const words = grammarWords(sentence, resources);
  const edits = new EditCollector(sentence.text, words, resources.lexicon);
  const context = { sentence, words, resources, edits, proposals };
  for (const generate of generators) generate(context);
  return edits.edits();
}
