import assert from 'node:assert/strict';
import { ABSENT, type MaskedDocument, PLACEHOLDER } from '../../server/src/text/maskedDocument';

/** A masked document's blocks as `kind: words`: absent characters left out, each placeholder run as `◆`, white space as one space. */
export const readBlocks = (document: MaskedDocument): string[] =>
  document.blocks.map(({ kind, start, end }) => {
    const text = document.text
      .slice(start, end)
      .replaceAll(ABSENT, '')
      .replace(new RegExp(`${PLACEHOLDER}+`, 'g'), '◆')
      .replace(/\s+/g, ' ');
    return `${kind}: ${text}`;
  });

/**
 * Asserts what every masker owes: equal length, blocks ascending, disjoint and inside, and each character as in the
 * source, masked, or one that `replaced` matches.
 */
export const assertMasked = (source: string, document: MaskedDocument, replaced: RegExp): void => {
  assert.equal(document.text.length, source.length);
  let covered = 0;
  for (const { start, end } of document.blocks) {
    assert.ok(start >= covered && end > start && end <= source.length, `block ${start} to ${end} after ${covered}`);
    covered = end;
  }
  for (let i = 0; i < source.length; i++) {
    const masked = document.text.charAt(i);
    if (
      masked === source.charAt(i) ||
      masked === ABSENT ||
      masked === PLACEHOLDER ||
      (masked === '\uFFFD' && /[\uE000\uE001]/.test(source.charAt(i)))
    )
      continue;
    assert.match(masked, replaced, `offset ${i}: ${JSON.stringify(source.charAt(i))} reads ${JSON.stringify(masked)}`);
  }
};
