import { CoOccurrence } from '../../learning/item2vec/coOccurrence';
import type { ItemVectors } from '../../learning/item2vec/itemVectors';
import { bestItems, byCountsBackedOff, byExpectation, type Relatedness } from '../../learning/item2vec/relatedItems';
import { type Item2vecOptions, trainItem2vec } from '../../learning/item2vec/trainItem2vec';
import { FileIdentities } from './fileIdentities';
import { type ChangesOfCommit, historyBaskets } from './historyBaskets';
import { nearerPaths } from './nearPaths';

/** Chosen on the histories of two other projects, spinnaker and go-git (server/docs/search.md). */
export const historyVectors: Item2vecOptions = {
  dimensions: 32,
  epochs: 40,
  mostPairs: 5_000_000,
  negatives: 8,
  noisePower: 0.75,
  learningRate: 0.05,
  contexts: 8,
  seed: 1,
};

/** Files by the commits that changed them together; behind those, files that were changed with the same others, by vectors and by where they lie. */
export const byHistory = (together: CoOccurrence, vectors: ItemVectors, paths: readonly string[]): Relatedness =>
  byCountsBackedOff(together, nearerPaths(byExpectation(vectors), paths));

/** A file that is often changed with another one, or with the same files. Paths are relative to the repository, with slashes. */
export interface RelatedFile {
  readonly path: string;
  /** 0 to 1: about the share of the commits of the file that was asked about which changed this one too; less than one commit's where none did. */
  readonly score: number;
  /** Commits that changed both. */
  readonly together: number;
  /** Commits that changed the file that was asked about. */
  readonly commits: number;
  /** Where no commit changed both: the file that both were changed with most. */
  readonly via?: string;
}

/** What there is to know of a repository's history. */
export interface HistoryFacts {
  /** The commit up to which it was read. */
  readonly head: string;
  /** Commits that were asked for at most. */
  readonly most: number;
  /** Commits that were read. */
  readonly commits: number;
  readonly isWhole: boolean;
  readonly isShallow: boolean;
}

export interface HistoryModelParts {
  readonly facts: HistoryFacts;
  readonly paths: readonly string[];
  /** Whether each of `paths` is there in the last commit. */
  readonly isPresent: readonly boolean[];
  readonly together: CoOccurrence;
  readonly vectors: ItemVectors;
}

/** Which files belong together, by the commits that changed them. */
export class HistoryModel {
  private readonly numbers: ReadonlyMap<string, number>;

  private readonly relatedness: Relatedness;

  constructor(readonly parts: HistoryModelParts) {
    this.relatedness = byHistory(parts.together, parts.vectors, parts.paths);
    const present = parts.paths.map((path, file) => [path, file] as const).filter(([, file]) => parts.isPresent[file]);
    this.numbers = new Map(present);
  }

  /** @param present paths that the last commit has @param onEpoch called after each epoch of the training */
  static learn(
    commits: readonly ChangesOfCommit[],
    present: ReadonlySet<string>,
    facts: HistoryFacts,
    onEpoch?: (done: number, of: number) => void,
  ): HistoryModel {
    const files = new FileIdentities();
    const baskets = historyBaskets(commits, files);
    const { paths } = files;
    return new HistoryModel({
      facts,
      paths,
      isPresent: paths.map((path, file) => files.isPresent(file) && present.has(path)),
      together: CoOccurrence.of(baskets, paths.length),
      vectors: trainItem2vec(baskets, paths.length, historyVectors, onEpoch),
    });
  }

  get facts(): HistoryFacts {
    return this.parts.facts;
  }

  /** Commits that changed a file, those of too many files left out. */
  commitsOf(path: string): number {
    const file = this.numbers.get(path);
    return file === undefined ? 0 : this.parts.together.basketsOf(file);
  }

  /** Files that belong to one, best first; none of one that is in no commit. */
  related(path: string, limit: number): readonly RelatedFile[] {
    const file = this.numbers.get(path);
    if (file === undefined) return [];
    const { together, paths, isPresent } = this.parts;
    const own = new Map([...together.with(file)].map((other) => [other.item, other]));
    const between = (item: number): number | undefined => this.mostShared(own, item);
    const scores = this.relatedness(file);
    const accepts = (item: number) =>
      item !== file && isPresent[item]! && (own.has(item) || between(item) !== undefined);
    const commits = together.basketsOf(file);
    return bestItems(scores, limit, accepts).map(({ item, score }) => {
      const { baskets } = own.get(item) ?? { baskets: 0 };
      const via = baskets > 0 ? undefined : between(item);
      return { path: paths[item]!, score, together: baskets, commits, ...(via !== undefined && { via: paths[via]! }) };
    });
  }

  /** Of the files that one was changed with, the one that another was changed with most. */
  private mostShared(own: ReadonlyMap<number, { readonly weight: number }>, item: number): number | undefined {
    let best: number | undefined;
    let most = 0;
    for (const { item: shared, weight } of this.parts.together.with(item)) {
      const less = Math.min(weight, own.get(shared)?.weight ?? 0);
      if (less <= most || !this.parts.isPresent[shared]) continue;
      best = shared;
      most = less;
    }
    return best;
  }
}
