import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FrameLog, IndexFormatError } from '../index/frameLog';
import { RecordReader, RecordWriter } from '../index/records';

/** Which vectors a folder holds: those of two embedders cannot be compared. */
export interface VectorSpace {
  /** Names the model and all that changes its vectors. */
  readonly embedder: string;
  readonly dimensions: number;
}

/** A segment by its file's name, and one bit for each of its rows that was removed. */
export interface ManifestSegment {
  readonly name: string;
  readonly removed: Uint8Array;
}

const FORMAT = 1;

/** Where the vectors of an embedder lie in an index: each has a folder of its own. */
export const vectorFolder = (folder: string, { embedder, dimensions }: VectorSpace): string => {
  const name = createHash('sha256').update(`${FORMAT} ${dimensions} ${embedder}`).digest('hex').slice(0, 12);
  return join(folder, `vectors-${name}`);
};

export const isVectorFolder = (name: string): boolean => /^vectors-[0-9a-f]{12}$/.test(name);

const segmentName = /^[0-9a-f]{16}\.rows$/;

/**
 * Says which files of the folder are the index, and which of their rows were removed. It is replaced in one step, so a compaction is there whole or not at all.
 * Rows that are appended to a segment do not change it.
 */
export class VectorManifest {
  private readonly log: FrameLog;

  constructor(
    private readonly folder: string,
    private readonly space: VectorSpace,
  ) {
    this.log = new FrameLog(join(folder, 'manifest'));
  }

  /**
   * The segments as they are now; undefined where that has not changed since the last call. Where there is no manifest that can be read, all segments that lie
   * there are taken: what a compaction had left over is there twice then, and nothing is lost.
   * @throws IndexFormatError where they are another embedder's
   */
  read(): readonly ManifestSegment[] | undefined {
    let isNew = false;
    let segments: readonly ManifestSegment[] | undefined;
    const begin = () => {
      isNew = true;
    };
    try {
      this.log.read(begin, (payload) => {
        segments = this.parse(new RecordReader(payload));
      });
    } catch (error) {
      // The folder's name tells the version, so that a header which does not is damaged.
      if (isNew || !(error instanceof IndexFormatError)) throw error;
      isNew = true;
    }
    if (segments !== undefined) return segments;
    return isNew || this.log.bytes === 0
      ? segmentFiles(this.folder).map((name) => ({ name, removed: new Uint8Array(0) }))
      : undefined;
  }

  private parse(records: RecordReader): ManifestSegment[] {
    const [embedder, dimensions] = [records.text(), records.count()];
    if (embedder !== this.space.embedder)
      throw new IndexFormatError(`the index has vectors of ${embedder}, not of ${this.space.embedder}`);
    if (dimensions !== this.space.dimensions)
      throw new IndexFormatError(
        `the index has vectors of ${dimensions} dimensions, ${embedder} makes ${this.space.dimensions}`,
      );
    return Array.from({ length: records.count() }, () => ({
      name: records.text(),
      removed: records.raw(records.count()).slice(),
    }));
  }

  replace(segments: readonly ManifestSegment[]): void {
    const records = new RecordWriter();
    records.text(this.space.embedder);
    records.count(this.space.dimensions);
    records.count(segments.length);
    for (const { name, removed } of segments) {
      records.text(name);
      records.count(removed.length);
      records.raw(removed);
    }
    this.log.replace([records.written()]);
  }
}

/** Names of the files in a folder that are segments. */
export const segmentFiles = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((name) => segmentName.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};
