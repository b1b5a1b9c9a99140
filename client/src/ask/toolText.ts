import type { AskResult } from '../../../server/src/shared/askProtocol';
import type { SearchHitItem, SearchResult } from '../../../server/src/shared/searchProtocol';
import { lineOf as lineOfHit, ownerOf } from '../search/hitText';
import { lineOf } from './answerText';

// What a language model reads as the result of a tool: English, since descriptions of tools are.

/** Passages with their places, best first. */
export const searchText = (result: SearchResult): string => {
  const { hits, problem, readiness } = result;
  if (problem !== undefined) return `The workspace could not be searched: ${problem}`;
  const found = hits.length === 0 ? ['Nothing was found.'] : hits.map(hitText);
  return [...found, ...(readiness.isComplete ? [] : [unfinished])].join('\n\n');
};

const hitText = (hit: SearchHitItem): string => `${placeText(hit, lineOfHit(hit))}\n${hit.text.trim()}`;

/** Sentences that answer with their places, best first, and whether they do. */
export const answerText = ({ extracts, refused, problem, notes, readiness }: AskResult): string => {
  if (problem !== undefined) return `The workspace could not be asked: ${problem}`;
  const verdict = refused ? 'Not found in this workspace.' : 'What the workspace says:';
  const nearest = refused && extracts.length > 0 ? ['What comes nearest, though it does not answer the question:'] : [];
  const sentences = extracts.map((extract) => `${placeText(extract, lineOf(extract))}\n${extract.text.trim()}`);
  return [verdict, ...nearest, ...sentences, ...notes, ...(readiness.isComplete ? [] : [unfinished])].join('\n\n');
};

const unfinished = 'The index is still being made: some files have not been read yet.';

const placeText = (found: Pick<SearchHitItem, 'path' | 'headings' | 'folder' | 'source'>, line: number): string => {
  const owner = ownerOf(found);
  const place = `${owner === undefined ? '' : `${owner}/`}${found.path}:${line}`;
  return found.headings.length === 0 ? place : `${place} (${found.headings.join(' > ')})`;
};
