import type { WirePosition, WireRange } from '../../server/src/shared/protocol';

/** What the policy needs to know of a finding: VS Code's diagnostics have it. */
export interface Located {
  readonly range: WireRange;
}

/** What is shown of a document's last report. */
export interface Shown<Finding> {
  readonly findings: readonly Finding[];
  /** When what is held back is due, in milliseconds from now; undefined when nothing is held back. */
  readonly revealInMs: number | undefined;
}

interface DocumentState<Finding> {
  findings: readonly Finding[];
  /** Of the text that was judged; undefined when nobody knows, as for files that are not open. */
  reportedVersion: number | undefined;
  currentVersion: number | undefined;
  edited: readonly WireRange[];
  editedAtMs: number;
  carets: readonly WirePosition[];
}

const isBefore = (a: WirePosition, b: WirePosition): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** Both ends count: a word is still being written while the caret stands behind its last letter. */
const contains = (range: WireRange, position: WirePosition): boolean =>
  !isBefore(position, range.start) && !isBefore(range.end, position);

const touch = (a: WireRange, b: WireRange): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);

/**
 * Holds back findings on what is just being written: those that touch both the last edit and a caret, until so many milliseconds
 * after that edit or until the caret leaves them. The last full report of each document is kept whole and only a copy is
 * filtered, so that a later `unchanged` answer of the server loses nothing. Time is handed in.
 */
export class CaretPolicy<Finding extends Located> {
  private readonly documents = new Map<string, DocumentState<Finding>>();

  /** @param revealAfterMs Milliseconds after the last edit; 0 holds nothing back. */
  constructor(private readonly revealAfterMs: () => number) {}

  /** Takes a full report. `version` is that of the text that was judged, undefined for files that are not open. */
  report(uri: string, findings: readonly Finding[], version: number | undefined): void {
    const state = this.state(uri);
    state.findings = findings;
    state.reportedVersion = version;
  }

  /** The server judged a text and found the same as before. */
  reportUnchanged(uri: string, version: number | undefined): void {
    this.state(uri).reportedVersion = version;
  }

  /** The text changed: `ranges` are what was written, in the new text. A deletion leaves an empty range. */
  edit(uri: string, ranges: readonly WireRange[], version: number, nowMs: number): void {
    const state = this.state(uri);
    state.edited = ranges;
    state.editedAtMs = nowMs;
    state.currentVersion = version;
  }

  /** Where the carets of all editors of a document stand. */
  moveCarets(uri: string, carets: readonly WirePosition[]): void {
    this.state(uri).carets = carets;
  }

  forget(uri: string): void {
    this.documents.delete(uri);
  }

  /**
   * What to show now; undefined when the last report is about an older text: its positions are wrong by now, and one about
   * the new text is on its way.
   */
  shown(uri: string, nowMs: number): Shown<Finding> | undefined {
    const state = this.documents.get(uri);
    if (state === undefined) return { findings: [], revealInMs: undefined };
    const { findings, reportedVersion, currentVersion, edited, carets } = state;
    if (reportedVersion !== undefined && currentVersion !== undefined && reportedVersion < currentVersion)
      return undefined;
    const revealInMs = state.editedAtMs + this.revealAfterMs() - nowMs;
    if (revealInMs <= 0) return { findings, revealInMs: undefined };
    const kept = findings.filter(
      ({ range }) =>
        !(edited.some((other) => touch(range, other)) && carets.some((position) => contains(range, position))),
    );
    return { findings: kept, revealInMs: kept.length < findings.length ? revealInMs : undefined };
  }

  private state(uri: string): DocumentState<Finding> {
    let state = this.documents.get(uri);
    if (state === undefined) {
      state = {
        findings: [],
        reportedVersion: undefined,
        currentVersion: undefined,
        edited: [],
        editedAtMs: Number.NEGATIVE_INFINITY,
        carets: [],
      };
      this.documents.set(uri, state);
    }
    return state;
  }
}
