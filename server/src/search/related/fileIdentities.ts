import type { FileChange } from '../../platform/commitHistory';

/** Files through their renames: a number each, from 0 on, whatever it was called. Commits are told oldest first. */
export class FileIdentities {
  /** What each is called, or was when it was deleted. */
  readonly paths: string[] = [];
  private readonly present = new Map<string, number>();
  /** Of paths that were renamed or deleted: branches go on with names that others have given up. */
  private readonly former = new Map<string, number>();

  /** Numbers of the files that a commit changed, each once. */
  apply(changes: readonly FileChange[]): readonly number[] {
    const renames = changes.filter(({ kind }) => kind === 'renamed');
    const renamed = renames.map(({ from = '', path }) => ({ path, file: this.leave(from) }));
    // All leave before any arrives: two may have changed names with each other.
    for (const { path, file } of renamed) this.arrive(path, file);
    const others = changes.filter(({ kind }) => kind !== 'renamed').map((change) => this.applyOther(change));
    return [...new Set([...renamed.map(({ file }) => file), ...others])];
  }

  /** Of a path that is there. */
  idOf(path: string): number | undefined {
    return this.present.get(path);
  }

  isPresent(file: number): boolean {
    return this.present.get(this.paths[file]!) === file;
  }

  private applyOther({ kind, path }: FileChange): number {
    if (kind === 'deleted') return this.leave(path);
    const known = this.present.get(path);
    if (known !== undefined) return known;
    const former = kind === 'copied' ? undefined : this.former.get(path);
    // What was changed under its old name, on a branch, is the file that has another name by now.
    if (former !== undefined && kind === 'changed' && this.isPresent(former)) return former;
    const file = former !== undefined && !this.isPresent(former) ? former : this.paths.push(path) - 1;
    this.arrive(path, file);
    return file;
  }

  private leave(path: string): number {
    const file = this.present.get(path) ?? this.former.get(path) ?? this.paths.push(path) - 1;
    this.present.delete(path);
    this.former.set(path, file);
    return file;
  }

  private arrive(path: string, file: number): void {
    this.present.set(path, file);
    this.paths[file] = path;
  }
}
