import { type WordCorpus, WordCorpusBuilder } from '../../server/src/learning/word2vec/wordCorpus';
import { RandomGenerator } from '../../server/src/lm/sampling/randomGenerator';

export const topics = ['red', 'blue', 'green', 'black'] as const;

const letters = 'abcdefghijkl';
export const wordsOfTopic = letters.length;
export const wordOf = (topic: string, number: number): string => `${topic}${letters[number]}`;

/** Sentences of one topic each, whose words stand in no other, beside words that all share. */
export const topicSentences = (count: number, seed = 1): string[][] => {
  const random = RandomGenerator.ofSeed(seed);
  const below = (bound: number) => Math.floor(random.nextDouble() * bound);
  return Array.from({ length: count }, () => {
    const topic = topics[below(topics.length)]!;
    return Array.from({ length: 8 + below(8) }, () =>
      random.nextDouble() < 0.3 ? wordOf('common', below(5)) : wordOf(topic, below(wordsOfTopic)),
    );
  });
};

export const topicCorpus = (sentences: number, seed = 1): WordCorpus => {
  const builder = new WordCorpusBuilder();
  for (const words of topicSentences(sentences, seed)) builder.addSentence(words);
  return builder.build(1);
};

/** The same as a text, one paragraph a sentence. */
export const topicText = (sentences: number, seed = 1): string =>
  topicSentences(sentences, seed)
    .map((words) => `${words.join(' ')}.\n\n`)
    .join('');
