/**
 * Where training keeps what does not fit in memory: append-only runs of 32-bit words. Synchronous, because training is one
 * long sequential pass; the platform implements it over files, and {@link MemoryRunStore} over arrays for small texts.
 */
export interface RunStore {
  create(): Run;
}

export interface Run {
  append(words: Uint32Array): void;
  /** Fills `target` from the word at `position` on and returns how many words were read: fewer only at the run's end. */
  read(position: number, target: Uint32Array): number;
  /** Frees the run's storage; it can't be used afterwards. */
  delete(): void;
}

export class MemoryRunStore implements RunStore {
  create(): Run {
    let data = new Uint32Array(1024);
    let length = 0;
    return {
      append(words) {
        if (length + words.length > data.length) {
          const grown = new Uint32Array(Math.max(data.length * 2, length + words.length));
          grown.set(data.subarray(0, length));
          data = grown;
        }
        data.set(words, length);
        length += words.length;
      },
      read(position, target) {
        const part = data.subarray(Math.min(position, length), Math.min(position + target.length, length));
        target.set(part);
        return part.length;
      },
      delete() {
        data = new Uint32Array(0);
        length = 0;
      },
    };
  }
}

/** Collects small appends into large ones. Call `flush` at the end. */
export class RunWriter {
  readonly #run: Run;
  readonly #buffer: Uint32Array;
  #length = 0;

  constructor(run: Run, bufferWords = 1 << 16) {
    this.#run = run;
    this.#buffer = new Uint32Array(bufferWords);
  }

  write(word: number): void {
    if (this.#length === this.#buffer.length) this.flush();
    this.#buffer[this.#length++] = word;
  }

  flush(): void {
    this.#run.append(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}

/** Reads a run from its start, one word at a time. */
export class RunReader {
  readonly #run: Run;
  readonly #buffer: Uint32Array;
  #length = 0;
  #offset = 0;
  #position = 0;

  constructor(run: Run, bufferWords = 1 << 16) {
    this.#run = run;
    this.#buffer = new Uint32Array(bufferWords);
  }

  atEnd(): boolean {
    if (this.#offset < this.#length) return false;
    this.#length = this.#run.read(this.#position, this.#buffer);
    this.#position += this.#length;
    this.#offset = 0;
    return this.#length === 0;
  }

  /** The next word. Throws a RangeError past the end: a run that ends within a record is damaged. */
  next(): number {
    if (this.atEnd()) throw new RangeError('A run ends within a record: the temporary files are damaged');
    return this.#buffer[this.#offset++]!;
  }
}
