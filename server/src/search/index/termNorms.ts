import { GrowableUint32Array } from '../../lm/ngram/growableUint32Array';
import { chunkOf, countOf, type TermSegment } from './termSegment';

/** Of each chunk the Euclidean norm of 1 + ln of its stems' counts, by which tf-idf makes long passages comparable with short ones. */
export const chunkNorms = (segment: TermSegment): Float64Array => {
  const norms = new Float64Array(segment.chunks);
  for (let stem = 0; stem < segment.stems; stem++) {
    const postings = new GrowableUint32Array(16);
    segment.readStem(stem, 0, postings);
    for (const posting of postings.view()) norms[chunkOf(posting)]! += (1 + Math.log(countOf(posting))) ** 2;
  }
  return norms.map(Math.sqrt);
};
