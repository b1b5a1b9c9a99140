/** Words that make one shingle: fewer are shared by chance, more are broken by every small change. */
const shingleWords = 3;
/** Passages of fewer words are too short to tell a copy from a phrase that is common. */
const leastWords = 16;
/** A signature is cut into bands of rows: two passages that share s of their shingles agree in a band with probability 1 - (1 - s^4)^16, .89 at .6, .99 at .75. */
const bands = 16;
const rows = 4;
const signatureSize = bands * rows;
/** Passages with the same band, of which so many are compared: among copies of one text the first ones will do. */
const mostCompared = 8;

/** Passages that are alike, by number. */
export interface AlikeGroup {
  readonly members: readonly number[];
  /** The least Jaccard similarity of shingles by which a member joined, 0 to 1. */
  readonly similarity: number;
}

/**
 * Finds texts that are copies with few changes: min-wise hashing of word shingles names candidates (Broder 1997), and the Jaccard similarity of their
 * shingles decides. Texts are not kept: those of candidates are asked for again.
 */
export class NearDuplicates {
  private readonly firstOfBand = new Map<number, number[]>();
  private readonly links: number[] = [];
  private readonly similarities = new Map<number, number>();
  private readonly shingles = new Map<number, ReadonlySet<number>>();

  /**
   * @param least of the Jaccard similarity
   * @param textOf the text of a number that was added
   */
  constructor(
    private readonly least: number,
    private readonly textOf: (member: number) => string,
  ) {}

  /** Adds the next text; numbers count from 0. */
  add(text: string): void {
    const member = this.links.length;
    this.links.push(member);
    const shingles = shinglesOf(text);
    if (shingles === undefined) return;
    const signature = signatureOf(shingles);
    for (let band = 0; band < bands; band++) {
      const name = bandName(signature, band);
      const others = this.firstOfBand.get(name);
      if (others === undefined) this.firstOfBand.set(name, [member]);
      else {
        for (const other of others) if (this.join(member, other, shingles)) break;
        if (others.length < mostCompared) others.push(member);
      }
    }
  }

  /** Groups of two and more, in the order of their first members. */
  groups(): AlikeGroup[] {
    const members = new Map<number, number[]>();
    for (let member = 0; member < this.links.length; member++) {
      const root = this.rootOf(member);
      const group = members.get(root);
      if (group === undefined) members.set(root, [member]);
      else group.push(member);
    }
    return [...members]
      .filter(([, group]) => group.length > 1)
      .map(([root, group]) => ({ members: group, similarity: this.similarities.get(root) ?? 1 }));
  }

  private join(member: number, other: number, shingles: ReadonlySet<number>): boolean {
    const [root, otherRoot] = [this.rootOf(member), this.rootOf(other)];
    if (root === otherRoot) return true;
    const similarity = jaccard(shingles, this.shinglesAgain(other));
    if (similarity < this.least) return false;
    const [low, high] = root < otherRoot ? [root, otherRoot] : [otherRoot, root];
    this.links[high] = low;
    const all = [similarity, this.similarities.get(low) ?? 1, this.similarities.get(high) ?? 1];
    this.similarities.set(low, Math.min(...all));
    return true;
  }

  private rootOf(member: number): number {
    let root = member;
    while (this.links[root] !== root) root = this.links[root]!;
    this.links[member] = root;
    return root;
  }

  private shinglesAgain(member: number): ReadonlySet<number> {
    let shingles = this.shingles.get(member);
    if (shingles === undefined) {
      if (this.shingles.size >= 1000) this.shingles.clear();
      shingles = shinglesOf(this.textOf(member)) ?? new Set();
      this.shingles.set(member, shingles);
    }
    return shingles;
  }
}

/** Hashes of all runs of words; undefined for a text of few. */
const shinglesOf = (text: string): ReadonlySet<number> | undefined => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  if (words.length < leastWords) return undefined;
  const hashes = words.map(hashOf);
  const shingles = new Set<number>();
  for (let at = 0; at + shingleWords <= hashes.length; at++) {
    let hash = 0;
    for (let word = 0; word < shingleWords; word++) hash = mixed(hash + hashes[at + word]!);
    shingles.add(hash);
  }
  return shingles;
};

/** FNV-1a over UTF-16 units. */
const hashOf = (word: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** The finalizer of MurmurHash3: every bit depends on every other. */
const mixed = (value: number): number => {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const seeds = Uint32Array.from({ length: signatureSize }, (_, index) => mixed(index + 1));

/** The least of all shingles under each of 64 hash functions: two texts agree in one with the probability of their Jaccard similarity. */
const signatureOf = (shingles: ReadonlySet<number>): Uint32Array => {
  const signature = new Uint32Array(signatureSize).fill(0xffffffff);
  for (const shingle of shingles)
    for (let row = 0; row < signatureSize; row++) {
      const hash = mixed(shingle ^ seeds[row]!);
      if (hash < signature[row]!) signature[row] = hash;
    }
  return signature;
};

/** Bands of two places are apart: 53 bits, since among a hundred thousand passages 32 would agree by chance. */
const bandName = (signature: Uint32Array, band: number): number => {
  let [high, low] = [mixed(band), mixed(~band)];
  for (let row = band * rows; row < (band + 1) * rows; row++) {
    high = mixed(high ^ signature[row]!);
    low = mixed(low + signature[row]!);
  }
  return (high >>> 11) * 2 ** 32 + low;
};

const jaccard = (a: ReadonlySet<number>, b: ReadonlySet<number>): number => {
  let shared = 0;
  for (const shingle of a) if (b.has(shingle)) shared++;
  return shared / (a.size + b.size - shared);
};
