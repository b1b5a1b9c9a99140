"""word2vec by gensim, for `npm run bench -- --only word2vec`: trains on a file of one sentence a line with a vocabulary, or looks at vectors that were written by others.

train   prints {"runs": [{"seconds": .., "processorSeconds": ..}]} of each kind of input that gensim has (sentences in memory, a file that its threads read), and writes the vectors of the last
check   prints the ten neighbours of some words, by gensim, of vectors in word2vec's binary format
data    prints the folder with the word pairs and analogies that gensim ships
"""

import argparse
import json
import time

from gensim.models import KeyedVectors, Word2Vec
from gensim.test.utils import datapath


def train(arguments: argparse.Namespace) -> None:
    settings = {
        'vector_size': arguments.dimensions,
        'window': 5,
        'min_count': 5,
        'sample': 1e-3,
        'epochs': arguments.epochs,
        'sg': int(arguments.architecture == 'skip-gram'),
        'hs': int(arguments.softmax == 'hierarchical'),
        'negative': 0 if arguments.softmax == 'hierarchical' else 5,
        'workers': arguments.threads,
        'seed': arguments.seed,
        # The vocabulary is in order. By itself gensim sorts with numpy, which leaves words of equal counts in an order of its own, and that decides their places in the Huffman tree.
        'sorted_vocab': 0,
    }
    with open(arguments.corpus, encoding='utf8') as file:
        sentences = [line.split() for line in file]
    with open(arguments.vocabulary, encoding='utf8') as file:
        counts = {word: int(count) for word, count in map(str.split, file)}
    words = sum(map(len, sentences))
    runs = []
    for kind in arguments.inputs.split(','):
        model = Word2Vec(**settings)
        model.build_vocab_from_freq(counts, corpus_count=len(sentences))
        source = {'corpus_file': arguments.corpus} if kind == 'file' else {'corpus_iterable': sentences}
        began, processor = time.perf_counter(), time.process_time()
        # The learning rate falls by words: by sentences it would fall sooner where those are short.
        model.train(total_words=words, epochs=model.epochs, **source)
        runs.append({'seconds': time.perf_counter() - began, 'processorSeconds': time.process_time() - processor})
    model.wv.save_word2vec_format(arguments.output, binary=True)
    print(json.dumps({'runs': runs}))


def check(arguments: argparse.Namespace) -> None:
    vectors = KeyedVectors.load_word2vec_format(arguments.vectors, binary=True)
    words = arguments.words.split(',')
    print(json.dumps([[word for word, _ in vectors.most_similar(word, topn=10)] for word in words]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    training = commands.add_parser('train')
    training.add_argument('corpus')
    training.add_argument('vocabulary', help='a word and its count a line, the most frequent first')
    training.add_argument('output')
    training.add_argument('--architecture', choices=['skip-gram', 'cbow'], required=True)
    training.add_argument('--softmax', choices=['negative', 'hierarchical'], required=True)
    training.add_argument('--threads', type=int, required=True)
    training.add_argument('--seed', type=int, required=True)
    training.add_argument('--epochs', type=int, required=True)
    training.add_argument('--dimensions', type=int, required=True)
    training.add_argument('--inputs', default='memory,file')
    training.set_defaults(run=train)
    checking = commands.add_parser('check')
    checking.add_argument('vectors')
    checking.add_argument('words')
    checking.set_defaults(run=check)
    commands.add_parser('data').set_defaults(run=lambda _: print(datapath('')))
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == '__main__':
    main()
