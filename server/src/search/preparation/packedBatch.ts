import type { CountedTerms, PreparedChunk } from '../index/countedTerms';
import type { FoundFile } from '../index/fileRules';
import type { IndexedFile } from '../searchStore';
import type { PreparedFile } from './preparedFile';

// Files as they cross from one thread to another: numbers in few typed arrays, which are moved, and each file's text once.

/** Numbers of a chunk: start, end, first and last line, which of the headings, how many terms, and how many pairs of them. */
const CHUNK = 7;
const KEY_DIGITS = 32;

type PackedFile =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'known'; readonly file: IndexedFile }
  | {
      readonly kind: 'new';
      readonly file: IndexedFile;
      /** Of the first to the last chunk. */
      readonly text: string;
      readonly headings: readonly (readonly string[])[];
      readonly keys: string;
    };

export interface PackedBatch {
  readonly files: readonly PackedFile[];
  readonly chunks: Uint32Array;
  readonly pairs: Uint32Array;
  /** Terms that were added to the dictionary since the last batch; to a new one where `restarted`. */
  readonly terms: readonly string[];
  readonly restarted: boolean;
}

/** Packs batches of one counter, whose dictionary grows from one to the next. */
export class BatchPacker {
  private dictionary: readonly string[] = [];
  private sent = 0;

  pack(prepared: readonly PreparedFile[]): PackedBatch {
    const all = prepared.flatMap((file) => (file.kind === 'new' ? file.chunks : []));
    const chunks = new Uint32Array(all.length * CHUNK);
    const pairs = new Uint32Array(all.reduce((sum, { terms }) => sum + terms!.pairs.length, 0));
    let at = 0;
    let pairsAt = 0;
    const files = prepared.map((file): PackedFile => {
      if (file.kind === 'refused') return { kind: 'refused', reason: file.reason };
      if (file.kind === 'known') return { kind: 'known', file: file.file };
      const headings = new Map<string, number>();
      const lists: (readonly string[])[] = [];
      for (const { start, end, startLine, endLine, headings: list, terms } of file.chunks) {
        const name = list.join('\0');
        let number = headings.get(name);
        if (number === undefined) {
          number = lists.push(list) - 1;
          headings.set(name, number);
        }
        chunks.set([start, end, startLine, endLine, number, terms!.length, terms!.pairs.length], at);
        at += CHUNK;
        pairs.set(terms!.pairs, pairsAt);
        pairsAt += terms!.pairs.length;
      }
      return {
        kind: 'new',
        file: file.file,
        text: textOf(file.chunks),
        headings: lists,
        keys: file.chunks.map(({ key }) => key).join(''),
      };
    });
    const dictionary = all.at(-1)?.terms?.dictionary ?? this.dictionary;
    const restarted = dictionary !== this.dictionary;
    const terms = dictionary.slice(restarted ? 0 : this.sent);
    this.dictionary = dictionary;
    this.sent = dictionary.length;
    return { files, chunks, pairs, terms, restarted };
  }
}

/** The source from the first chunk to the last; chunks may overlap, and what lies between two is blank. */
const textOf = (chunks: readonly PreparedChunk[]): string => {
  let text = '';
  let at = chunks[0]?.start ?? 0;
  for (const chunk of chunks) {
    if (chunk.end <= at) continue;
    text += ' '.repeat(Math.max(0, chunk.start - at)) + chunk.text.slice(Math.max(0, at - chunk.start));
    at = chunk.end;
  }
  return text;
};

/** Unpacks the batches of one packer. */
export class BatchUnpacker {
  private dictionary: string[] = [];

  unpack({ files, chunks, pairs, terms, restarted }: PackedBatch, found: readonly FoundFile[]): PreparedFile[] {
    if (restarted) this.dictionary = [];
    for (const term of terms) this.dictionary.push(term);
    let at = 0;
    let pairsAt = 0;
    return files.map((packed, index): PreparedFile => {
      if (packed.kind !== 'new') return { found: found[index]!, ...packed };
      const { file, text, headings, keys } = packed;
      const first = keys === '' ? 0 : chunks[at]!;
      const unpacked: PreparedChunk[] = [];
      for (let key = 0; key < keys.length; key += KEY_DIGITS, at += CHUNK) {
        const [start, end, startLine, endLine] = chunks.subarray(at, at + 4) as unknown as [
          number,
          number,
          number,
          number,
        ];
        const pairCount = chunks[at + 6]!;
        const counted: CountedTerms = {
          length: chunks[at + 5]!,
          pairs: pairs.subarray(pairsAt, pairsAt + pairCount),
          dictionary: this.dictionary,
        };
        pairsAt += pairCount;
        unpacked.push({
          key: keys.slice(key, key + KEY_DIGITS),
          ...{ start, end, startLine, endLine },
          headings: headings[chunks[at + 4]!]!,
          text: text.slice(start - first, end - first),
          terms: counted,
        });
      }
      return { found: found[index]!, kind: 'new', file, chunks: unpacked };
    });
  }
}
