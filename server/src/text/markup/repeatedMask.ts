import type { MaskedDocument } from '../maskedDocument';

/** The mask of one document through its edits. */
export interface RepeatedMask {
  /**
   * Masks the document's present text. The caller may stop between two steps, each of which takes a few milliseconds at most where the
   * language allows it; an update that was stopped costs what it did, no more.
   */
  update(source: string): Generator<void, MaskedDocument>;
}
