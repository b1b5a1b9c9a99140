import type { CandidateContext } from './candidateContext';
import { EditCollector } from './editCollector';
import { commaEdits } from './generators/commas';
import { confusionEdits } from './generators/confusions';
import { determinerEdits } from './generators/determiners';
import { functionWordEdits } from './generators/functionWords';
import { prepositionEdits } from './generators/prepositions';
import type { GrammarEdit, GrammarSentence } from './grammarEdit';
import type { GrammarResources } from './grammarResources';
import { grammarWords } from './grammarWord';

/** In the order in which they name an edit that several of them make. */
const generators: readonly ((context: CandidateContext) => void)[] = [
  confusionEdits,
  determinerEdits,
  prepositionEdits,
  functionWordEdits,
  commaEdits,
];

/**
 * Edits that may mend the sentence, ascending by place. They depend on the sentence and the resources alone; each changes the text, and no
 * two are the same.
 */
export function candidateEdits(sentence: GrammarSentence, resources: GrammarResources): GrammarEdit[] {
  const words = grammarWords(sentence, resources.lexicon);
  const edits = new EditCollector(sentence.text, words, resources.lexicon);
  const context = { sentence, words, resources, edits };
  for (const generate of generators) generate(context);
  return edits.edits();
}
