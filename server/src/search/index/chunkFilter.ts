import { compileGlobs } from '../../configuration/globs';
import { headingPattern, headingWords } from '../query/headingWords';
import type { ChunkFilter, StoredChunk } from '../searchStore';

/** Compiles a filter; undefined where it lets all through. */
export const compileFilter = (filter: ChunkFilter = {}): ((place: StoredChunk) => boolean) | undefined => {
  const { paths = [], languages, sources, heading, modifiedAfterMs, modifiedBeforeMs } = filter;
  const tests: ((place: StoredChunk) => boolean)[] = [];
  const wanted = paths.filter((glob) => !glob.startsWith('!'));
  const unwanted = paths.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  if (wanted.length > 0) {
    const matches = compileGlobs(wanted);
    tests.push(({ path }) => matches(path));
  }
  if (unwanted.length > 0) {
    const matches = compileGlobs(unwanted);
    tests.push(({ path }) => !matches(path));
  }
  if (languages !== undefined) {
    const known = new Set(languages);
    tests.push(({ languageId }) => known.has(languageId));
  }
  if (sources !== undefined) tests.push(({ source }) => source !== undefined && sources.includes(source));
  if (heading !== undefined) {
    const pattern = headingPattern(heading);
    tests.push(({ headings }) => headingWords(headings).includes(pattern));
  }
  if (modifiedAfterMs !== undefined) tests.push(({ modifiedMs }) => modifiedMs > modifiedAfterMs);
  if (modifiedBeforeMs !== undefined) tests.push(({ modifiedMs }) => modifiedMs < modifiedBeforeMs);
  return tests.length === 0 ? undefined : (place) => tests.every((test) => test(place));
};
