import { contentKey } from '../text/contentKey';
import type { MaskedDocument } from '../text/maskedDocument';
import { ownCopy } from '../text/ownCopy';
import { segmentSentences } from '../text/sentences';
import { tokenize } from '../text/tokens';
import type { RecentWords } from './recentWords';

/** Keeps a cache model in step with the texts of documents: a block whose text has not changed is not read again. */
export class DocumentWords {
  /** Of each document the texts of its blocks, by their keys. A block that stands there twice counts once. */
  private readonly documents = new Map<string, Map<number, string>>();

  constructor(private readonly recent: RecentWords) {}

  /** Counts a document's words in place of those that it had, block by block. What is not taken to its end is made up for by the next one. */
  *update(uri: string, { text, blocks }: Pick<MaskedDocument, 'text' | 'blocks'>): Generator<void> {
    const counted = this.documents.get(uri) ?? new Map<number, string>();
    this.documents.set(uri, counted);
    const present = new Set<number>();
    for (const { start, end } of blocks) {
      const key = contentKey(text, start, end);
      present.add(key);
      if (counted.has(key)) continue;
      const block = ownCopy(text.slice(start, end));
      counted.set(key, block);
      this.count(block, 'add');
      yield;
    }
    for (const [key, block] of counted) {
      if (present.has(key)) continue;
      counted.delete(key);
      this.count(block, 'remove');
      yield;
    }
  }

  /** Takes a document's words back. */
  forget(uri: string): void {
    for (const block of this.documents.get(uri)?.values() ?? []) this.count(block, 'remove');
    this.documents.delete(uri);
  }

  private count(block: string, how: 'add' | 'remove'): void {
    for (const sentence of segmentSentences(block, { start: 0, end: block.length }))
      this.recent[how](tokenize(block, sentence));
  }
}
