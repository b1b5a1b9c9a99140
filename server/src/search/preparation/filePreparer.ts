import type { Chunk } from '../chunk';
import type { FoundFile } from '../index/fileRules';
import { TermCounter } from '../index/termCounter';
import { readTextFile } from '../index/textFile';
import type { IndexedFile } from '../searchStore';
import { contentName, type FilePreparation, type PreparedFile } from './preparedFile';

/** Cuts a text into chunks. */
export type Chunker = (text: string, file: IndexedFile) => Promise<readonly Chunk[]> | readonly Chunk[];

/** Prepares files in this thread. */
export class FilePreparer implements FilePreparation {
  private readonly counter = new TermCounter();

  /** @param root of the folder that is indexed */
  constructor(
    private readonly root: string,
    private readonly chunksOf: Chunker,
  ) {}

  async *prepare(files: readonly FoundFile[], knownNames: ReadonlySet<string>): AsyncGenerator<PreparedFile> {
    for (const found of files) yield await this.prepareFile(found, knownNames);
  }

  async prepareFile(found: FoundFile, knownNames: ReadonlySet<string>): Promise<PreparedFile> {
    const content = readTextFile(this.root, found);
    if (content.refused !== undefined) return { found, kind: 'refused', reason: content.refused };
    const { file, text } = content;
    if (knownNames.has(contentName(file))) return { found, kind: 'known', file };
    const chunks = await this.chunksOf(text, file);
    return {
      ...{ found, kind: 'new', file },
      chunks: chunks.map((chunk) => ({ ...chunk, terms: this.counter.count(...chunk.headings, chunk.text) })),
    };
  }
}
