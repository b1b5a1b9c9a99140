import type { TextDocument } from 'vscode-languageserver-textdocument';

/** A suggestion that was taken. */
export interface AcceptedEdit {
  readonly grammarClass: string;
  /** Where the edit stands in the document. */
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

interface Remembered extends AcceptedEdit {
  readonly uri: string;
  /** What stands around it, so that it is not taken for another place. */
  readonly left: string;
  readonly right: string;
}

const AROUND = 20;
/** More are not looked after: an edit that is taken back is taken back soon. */
const MOST_REMEMBERED = 8;

const standsAt = (text: string, { start, left, right }: Remembered, middle: string): boolean =>
  text.slice(Math.max(0, start - AROUND), start) === left &&
  text.startsWith(middle, start) &&
  text.slice(start + middle.length, start + middle.length + AROUND) === right;

/** Suggestions that were taken lately, to see which are taken back. */
export class AcceptedEdits {
  private remembered: readonly Remembered[] = [];

  /** @returns whether the document holds the edit, as it does once it was made */
  remember(document: TextDocument, edit: AcceptedEdit): boolean {
    const { uri } = document;
    const text = document.getText();
    const { start, after } = edit;
    const end = start + after.length;
    const one = {
      ...edit,
      uri,
      left: text.slice(Math.max(0, start - AROUND), start),
      right: text.slice(end, end + AROUND),
    };
    if (!standsAt(text, one, after)) return false;
    this.remembered = [one, ...this.remembered].slice(0, MOST_REMEMBERED);
    return true;
  }

  /** The classes of edits that the document holds no more, but what was there before them. */
  undoneIn(document: TextDocument): readonly string[] {
    if (!this.remembered.some(({ uri }) => uri === document.uri)) return [];
    const text = document.getText();
    const isUndone = (one: Remembered): boolean => one.uri === document.uri && standsAt(text, one, one.before);
    const undone = this.remembered.filter(isUndone);
    this.remembered = this.remembered.filter((one) => !isUndone(one));
    return undone.map(({ grammarClass }) => grammarClass);
  }
}
