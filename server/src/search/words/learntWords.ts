import type { StemmerChoice } from '../../configuration/searchSettings';
import type { SimilarWord } from '../../learning/word2vec/wordVectors';
import type { Expansion } from '../folderSearch';
import type { FolderWords } from './folderWords';
import { relatedTerms } from './queryExpansion';
import { type AskedWords, relatedWords } from './relatedWords';
import { WordLearning } from './wordLearning';

/** What a folder's own words say of others, as far as they are learnt; asking has them learnt. */
export class LearntWords {
  private readonly learning: WordLearning;

  constructor(
    words: FolderWords,
    private readonly stemmer: StemmerChoice,
  ) {
    this.learning = new WordLearning(words);
  }

  /** Terms to look for beside those of a text. */
  expansionOf(text: string): Expansion {
    const words = this.learning.known();
    if (typeof words === 'string') return { terms: [], missing: words };
    return { terms: relatedTerms(text, words.vectors, this.stemmer) };
  }

  /** None while they are not known. */
  relatedTo(asked: AskedWords, limit: number): readonly SimilarWord[] {
    const words = this.learning.known();
    if (typeof words === 'string') return [];
    const found = relatedWords(words.vectors, asked, limit, this.stemmer);
    return found.map(({ word, similarity }) => ({ word: words.forms.get(word) ?? word, similarity }));
  }

  /** The folder has changed. */
  changed(): void {
    this.learning.changed();
  }

  /** Ends what is being learnt. */
  async stop(): Promise<void> {
    await this.learning.stop();
  }
}
