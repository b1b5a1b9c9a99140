/** Where the parts of a training lie in the memory that its threads share: bytes from its start. */
export interface KernelPlaces {
  /** A row for each word: what is learnt. */
  readonly input: number;
  /** A row for each word, for negative sampling. */
  readonly output: number;
  /** 64 bits a word: the bound above which its alias is meant, and the alias. */
  readonly aliases: number;
  /** A row for each inner node of the Huffman tree. */
  readonly inner: number;
  /** 32 bits a word and one more: where its path begins; a path's branches are 32 bits each, twice the node's number and the bit. 0 without hierarchical softmax. */
  readonly paths: number;
  /** 32 bits a word: a random number up to it keeps an occurrence. */
  readonly keep: number;
  /** Values of the logistic function between -6 and 6. */
  readonly sigmoids: number;
  /** Two rows, and room for the words of one sentence: of this thread alone. */
  readonly scratch: number;
}

export interface KernelSettings extends KernelPlaces {
  /** Bytes of a row, a multiple of 16. */
  readonly width: number;
  readonly words: number;
  readonly window: number;
  /** Words drawn for each that is predicted; 0 without negative sampling. */
  readonly negative: number;
}

/** The inner loops of word2vec (Mikolov et al. 2013, arXiv:1301.3781 and 1310.4546), over one memory that all threads write without locks (Hogwild). */
export interface TrainingKernel {
  /**
   * Learns from sentences.
   * @param from,to of words' numbers, 32 bits each, with `endOfSentence` after each sentence, in bytes
   * @param rate the learning rate
   * @param seed 32 bits; all that is random comes of it
   * @param bags continuous bag of words; skip-gram otherwise
   */
  train(from: number, to: number, rate: number, seed: number, bags: boolean): void;
}

/** In place of a word's number. */
export const endOfSentence = 0xffffffff;

/** Entries of the table of the logistic function, and one more for what rounds up to its end. */
export const sigmoidEntries = 1001;
