import { createHash } from 'node:crypto';
import type { Finding } from '../proofreading/finding';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A paragraph that goes on longer than this is looked at only so far: minified text has no sentences. */
const reach = 2000;

const paragraphBreak = /(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)/g;

/** The sentence around a finding, or what of it lies within its paragraph, white space made one. */
const sentenceAround = (text: string, { start, end }: Finding): string => {
  const left = text.slice(Math.max(0, start - reach), start);
  const right = text.slice(end, end + reach);
  let from = start - left.length;
  for (const match of left.matchAll(paragraphBreak)) from = start - left.length + match.index + match[0].length;
  const stop = right.search(paragraphBreak);
  const to = end + (stop < 0 ? right.length : stop);
  // The segmenter ends a sentence at every line end; prose goes on.
  const paragraph = text.slice(from, to).replace(/[\r\n]/g, ' ');
  const sentence = sentences.segment(paragraph).containing(Math.min(start - from, paragraph.length - 1));
  return (sentence?.segment ?? paragraph).replace(/\s+/g, ' ').trim();
};

/**
 * Identifies a finding by its kind, the words found and the sentence they stand in, so that it stays the same when the
 * document changes elsewhere, is re-wrapped or moved. 64 bits of SHA-256 in hexadecimal: no text can be read from it.
 */
export const fingerprintOf = (text: string, finding: Finding): string => {
  const found = text.slice(finding.start, finding.end).replace(/\s+/g, ' ');
  return createHash('sha256')
    .update(JSON.stringify([finding.kind, found, sentenceAround(text, finding)]))
    .digest('hex')
    .slice(0, 16);
};
