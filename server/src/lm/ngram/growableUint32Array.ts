/** A Uint32Array that doubles its room when it is full. */
export class GrowableUint32Array {
  #data: Uint32Array;
  #length = 0;

  constructor(capacity = 1024) {
    this.#data = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const grown = new Uint32Array(this.#data.length * 2);
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#data[this.#length++] = value;
  }

  /** A view, valid until the next push. */
  view(): Uint32Array {
    return this.#data.subarray(0, this.#length);
  }

  /** A copy of exactly the values pushed. */
  toArray(): Uint32Array {
    return this.#data.slice(0, this.#length);
  }
}
