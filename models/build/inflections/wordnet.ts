import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartOfSpeech } from '../../../server/src/lexicon/inflections';

/** A word of one part of speech: `noun house`. */
export type WordKey = `${PartOfSpeech} ${string}`;

export interface WordNet {
  /** Both ways. */
  readonly derivations: Map<WordKey, Set<WordKey>>;
  /** Words that share one of their first senses with it. */
  readonly synonyms: ReadonlyMap<WordKey, ReadonlySet<WordKey>>;
  /** How often the word was met in the texts that WordNet's authors tagged by sense. */
  readonly uses: ReadonlyMap<WordKey, number>;
}

/** Senses come by frequency; later ones are seldom what is meant. */
const FIRST_SENSES = 3;

const files: readonly { readonly file: string; readonly partOfSpeech: PartOfSpeech }[] = [
  { file: 'noun', partOfSpeech: 'noun' },
  { file: 'verb', partOfSpeech: 'verb' },
  { file: 'adj', partOfSpeech: 'adjective' },
  { file: 'adv', partOfSpeech: 'adverb' },
];
const byLetter: Readonly<Record<string, PartOfSpeech>> = {
  n: 'noun',
  v: 'verb',
  a: 'adjective',
  s: 'adjective',
  r: 'adverb',
};
/** Derivationally related form; derived from adjective. */
const DERIVATION = /^[+\\]$/;

interface Pointer {
  readonly target: string;
  readonly sourceWord: number;
  readonly targetWord: number;
}

interface Synset {
  readonly words: readonly WordKey[];
  readonly pointers: readonly Pointer[];
}

/** Reads the database files (wndb(5WN)) of a folder. */
export function readWordNet(folder: string): WordNet {
  const read = (name: string): string[] =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(' '));
  const synsets = new Map<string, Synset>();
  const firstSenses = new Map<WordKey, ReadonlySet<string>>();
  for (const { file, partOfSpeech } of files) {
    for (const line of read(`data.${file}`)) synsets.set(`${partOfSpeech} ${line.slice(0, 8)}`, readSynset(line));
    for (const line of read(`index.${file}`)) {
      const fields = line.trim().split(' ');
      const senses = fields.slice(-Number(fields[2])).slice(0, FIRST_SENSES);
      firstSenses.set(`${partOfSpeech} ${fields[0]!}`, new Set(senses.map((offset) => `${partOfSpeech} ${offset}`)));
    }
  }
  const derivations = new Map<WordKey, Set<WordKey>>();
  const synonyms = new Map<WordKey, Set<WordKey>>();
  for (const [key, { words, pointers }] of synsets) {
    for (const { target, sourceWord, targetWord } of pointers) {
      const [from, to] = [words[sourceWord - 1], synsets.get(target)?.words[targetWord - 1]];
      if (from !== undefined && to !== undefined) link(derivations, from, to);
    }
    const usual = words.filter((word) => firstSenses.get(word)?.has(key));
    for (const [i, word] of usual.entries()) for (const other of usual.slice(i + 1)) link(synonyms, word, other);
  }
  return { derivations, synonyms, uses: countUses(read('index.sense')) };
}

/** Types of synsets, from 1. */
const byNumber: readonly PartOfSpeech[] = ['noun', 'verb', 'adjective', 'adverb', 'adjective'];

/** Lines `lemma%type:... offset sense uses`. */
function countUses(lines: readonly string[]): Map<WordKey, number> {
  const uses = new Map<WordKey, number>();
  for (const line of lines) {
    const [sense = '', , , count] = line.trim().split(' ');
    const [lemma, rest = ''] = sense.split('%');
    const key: WordKey = `${byNumber[Number(rest[0]) - 1]!} ${lemma!}`;
    uses.set(key, (uses.get(key) ?? 0) + Number(count));
  }
  return uses;
}

/** Both ways. */
export function link(links: Map<WordKey, Set<WordKey>>, one: WordKey, other: WordKey): void {
  if (one === other) return;
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const known = links.get(from) ?? new Set();
    links.set(from, known);
    known.add(to);
  }
}

function readSynset(line: string): Synset {
  const fields = line.split(' | ')[0]!.trim().split(' ');
  const partOfSpeech = byLetter[fields[2]!]!;
  const wordCount = Number.parseInt(fields[3]!, 16);
  const words = Array.from({ length: wordCount }, (_, i): WordKey => {
    const word = fields[4 + 2 * i]!.replace(/\([a-z]+\)$/, '');
    return `${partOfSpeech} ${word.toLowerCase()}`;
  });
  const pointersAt = 5 + 2 * wordCount;
  const pointers = Array.from({ length: Number(fields[pointersAt - 1]) }, (_, i) =>
    fields.slice(pointersAt + 4 * i, pointersAt + 4 * i + 4),
  ).flatMap(([symbol, offset, letter, words]) =>
    DERIVATION.test(symbol!)
      ? {
          target: `${byLetter[letter!]!} ${offset!}`,
          sourceWord: Number.parseInt(words!.slice(0, 2), 16),
          targetWord: Number.parseInt(words!.slice(2), 16),
        }
      : [],
  );
  return { words, pointers };
}
