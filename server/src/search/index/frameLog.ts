import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** "SRPC", the version of the format, and eight bytes by which a reader sees that the file has been written anew. */
const MAGIC = 0x43505253;
const VERSION = 2;
const HEADER = 16;
/** Length and CRC-32 of what follows. */
const FRAME_HEADER = 8;

interface Frame {
  readonly payload: Buffer;
  readonly end: number;
}

/** A file of an index that another version wrote, or none. */
export class IndexFormatError extends Error {
  override readonly name = 'IndexFormatError';
}

/**
 * An append-only file of frames, each with a checksum. A frame is there whole or not at all: what a killed process left half written ends
 * the file for a reader, and is cut off by the next writer. So does a frame that is damaged later, unless frames stand alone.
 */
export class FrameLog {
  private identity = '';
  /** Where the next frame begins. */
  private offset = 0;

  /** @param framesStandAlone a frame can be read without those before it, so that a damaged one is lost alone */
  constructor(
    readonly path: string,
    private readonly framesStandAlone = false,
  ) {}

  /** Bytes of whole frames. */
  get bytes(): number {
    return this.offset;
  }

  /**
   * Reads what was appended since the last call.
   * @param begin called before the first frame of a file that is new to this reader
   * @throws IndexFormatError
   */
  read(begin: () => void, frame: (payload: Uint8Array) => void): void {
    let descriptor: number;
    try {
      descriptor = openSync(this.path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      if (this.identity !== '') begin();
      this.identity = '';
      this.offset = 0;
      return;
    }
    try {
      const header = exactly(descriptor, 0, HEADER);
      if (header === undefined || header.readUInt32LE(0) !== MAGIC || header.readUInt32LE(4) !== VERSION)
        throw new IndexFormatError('the index was written by another version');
      const identity = header.toString('hex', 8);
      if (identity !== this.identity) {
        begin();
        this.identity = identity;
        this.offset = HEADER;
      }
      const { size } = fstatSync(descriptor);
      for (;;) {
        const found = this.nextFrame(descriptor, size);
        if (found === undefined) break;
        frame(found.payload);
        this.offset = found.end;
      }
    } finally {
      closeSync(descriptor);
    }
  }

  /** The next frame that is whole. One that is damaged is passed over if it may be, and another follows. */
  private nextFrame(descriptor: number, size: number): Frame | undefined {
    for (let offset = this.offset; offset + FRAME_HEADER <= size; ) {
      const head = exactly(descriptor, offset, FRAME_HEADER)!;
      const end = offset + FRAME_HEADER + head.readUInt32LE(0);
      if (end > size) return undefined;
      const payload = exactly(descriptor, offset + FRAME_HEADER, end - offset - FRAME_HEADER)!;
      if (crc32(payload) === head.readUInt32LE(4)) return { payload, end };
      if (!this.framesStandAlone) return undefined;
      offset = end;
    }
    return undefined;
  }

  /** Adds a frame after the last whole one; on the disk when this returns. Only the one writer may. */
  append(payload: Uint8Array): void {
    if (this.identity === '') {
      this.replace([payload]);
      return;
    }
    const descriptor = openSync(this.path, 'r+');
    try {
      ftruncateSync(descriptor, this.offset);
      this.offset += writeFrame(descriptor, this.offset, payload);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Puts these frames in place of all, in one step. */
  replace(payloads: Iterable<Uint8Array>): void {
    const temporary = `${this.path}.new`;
    const descriptor = openSync(temporary, 'w');
    const identity = randomBytes(8);
    let offset = HEADER;
    try {
      const header = Buffer.alloc(HEADER);
      header.writeUInt32LE(MAGIC, 0);
      header.writeUInt32LE(VERSION, 4);
      identity.copy(header, 8);
      writeSync(descriptor, header, 0, HEADER, 0);
      for (const payload of payloads) offset += writeFrame(descriptor, offset, payload);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, this.path);
    syncFolder(dirname(this.path));
    this.identity = identity.toString('hex');
    this.offset = offset;
  }
}

const writeFrame = (descriptor: number, offset: number, payload: Uint8Array): number => {
  const frame = Buffer.alloc(FRAME_HEADER + payload.length);
  frame.writeUInt32LE(payload.length, 0);
  frame.writeUInt32LE(crc32(payload), 4);
  frame.set(payload, FRAME_HEADER);
  for (let written = 0; written < frame.length; )
    written += writeSync(descriptor, frame, written, frame.length - written, offset + written);
  return frame.length;
};

const exactly = (descriptor: number, offset: number, length: number): Buffer | undefined => {
  const buffer = Buffer.alloc(length);
  for (let read = 0; read < length; ) {
    const count = readSync(descriptor, buffer, read, length - read, offset + read);
    if (count === 0) return undefined;
    read += count;
  }
  return buffer;
};

/** A new name is on the disk when its folder is; Windows has no such call and needs none. */
const syncFolder = (path: string): void => {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
