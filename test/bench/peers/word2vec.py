"""word2vec by gensim, for `npm run bench -- --only word2vec`: trains on a file of one sentence a line, or looks at vectors that were written by others.

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
    }
    with open(arguments.corpus, encoding='utf8') as file:
        sentences = [line.split() for line in file]
    runs = []
    for kind in arguments.inputs.split(','):
        model = Word2Vec(**settings)
        # Words of equal counts have their places in the Huffman tree by the order in which they were first seen.
        model.build_vocab(sentences[::-1] if arguments.backwards else sentences)
        source = {'corpus_file': arguments.corpus, 'total_words': model.corpus_total_words} if kind == 'file' else {'corpus_iterable': sentences}
        began, processor = time.perf_counter(), time.process_time()
        model.train(total_examples=model.corpus_count, epochs=model.epochs, **source)
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
    training.add_argument('output')
    training.add_argument('--architecture', choices=['skip-gram', 'cbow'], required=True)
    training.add_argument('--softmax', choices=['negative', 'hierarchical'], required=True)
    training.add_argument('--threads', type=int, required=True)
    training.add_argument('--seed', type=int, required=True)
    training.add_argument('--epochs', type=int, required=True)
    training.add_argument('--dimensions', type=int, required=True)
    training.add_argument('--inputs', default='memory,file')
    training.add_argument('--backwards', action='store_true', help='words are counted from the last sentence on')
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
