import assert from 'node:assert/strict';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import type { Embedder } from '../../../server/src/lm/embedder';
import type { SearchMode } from '../../../server/src/search/folderSearch';
import { candidateKey, fusedAnswers, fusedCandidates } from '../../../server/src/search/query/fusedAnswers';
import type { FoundPassages } from '../../../server/src/search/query/passageFinder';
import { SearchService } from '../../../server/src/search/searchService';
import { folderWith } from '../../support/program';

/** Vectors by hand: a text is about animals, about plants or about tools, by how many words of each it has. */
const meanings: readonly RegExp[] = [/\b(?:feline|kitten|cat)\b/gi, /\b(?:oak|leaf|tree)\b/gi, /\b(?:saw|hammer)\b/gi];
const byMeaning: Embedder = {
  id: 'meanings',
  dimensions: 3,
  maximumTokens: 256,
  async embed(texts) {
    return Float32Array.from(
      texts.flatMap((text) => {
        const row = meanings.map((words) => 0.01 + (text.match(words)?.length ?? 0));
        return row.map((value) => value / Math.hypot(...row));
      }),
    );
  },
};

/** What the folders answer to a query, each for itself. */
const answersOf = async (
  folders: readonly Readonly<Record<string, string>>[],
  query: string,
  { mode = 'hybrid' as SearchMode, withVectors = folders.map(() => true) } = {},
): Promise<FoundPassages[]> => {
  const answers: FoundPassages[] = [];
  for (const [at, files] of folders.entries()) {
    const service = SearchService.open(folderWith(files), folderWith(), defaultSearchSettings, { embedder: byMeaning });
    await service.index();
    if (withVectors[at]) await service.embed();
    answers.push(await service.search(query, { mode, limit: 10 }));
    await service.close();
  }
  return answers;
};
const pathsOf = (answers: readonly FoundPassages[]): string[] => fusedAnswers(answers).map(({ hit }) => hit.path);

const animals = { 'kitten.md': 'A kitten sleeps.\n', 'both.md': 'The kitten climbs an oak.\n' };
const tools = { 'hammer.md': 'The hammer lies there.\n' };

describe('hits of several folders', () => {
  it('come as those of one: the best of a folder that has nothing to the point is none of the best', async () => {
    for (const mode of ['hybrid', 'vector'] as const) {
      const answers = await answersOf([tools, animals], 'feline', { mode });
      assert.deepEqual(pathsOf(answers), ['kitten.md', 'both.md', 'hammer.md']);
      const [together] = await answersOf([{ ...tools, ...animals }], 'feline', { mode });
      assert.deepEqual(pathsOf(answers), pathsOf([together!]));
    }
  });

  it('say which answer they are from, and those of one folder stay as they are', async () => {
    const [alone, other] = (await answersOf([animals, tools], 'feline')) as [FoundPassages, FoundPassages];
    assert.deepEqual(
      fusedAnswers([alone, other]).map(({ from }) => from),
      [0, 0, 1],
    );
    assert.deepEqual(
      fusedAnswers([alone]).map(({ hit }) => hit),
      alone.hits,
    );
    assert.deepEqual(fusedAnswers([]), []);
  });

  it('are found again among the candidates of all folders by their keys', async () => {
    const answers = await answersOf([animals, tools, animals], 'feline');
    const candidates = fusedCandidates(answers) ?? [];
    const keys = new Set(candidates.map(({ key }) => key));
    assert.equal(keys.size, candidates.length);
    assert.ok(fusedAnswers(answers).every(({ hit, from }) => keys.has(candidateKey(from, hit))));
    assert.equal(fusedCandidates(await answersOf([animals, tools], 'cat', { mode: 'bm25' })), undefined);
  });

  it('are by terms where all are, and what is best by terms stays ahead where its folder has no vectors yet', async () => {
    const more = { 'cats.md': 'The cat, a cat.\n', 'cat.md': 'Of a cat nothing more is told in this long sentence.\n' };
    const byTerms = await answersOf([animals, more], 'cat', { mode: 'bm25' });
    assert.deepEqual(pathsOf(byTerms), ['cats.md', 'cat.md']);
    const halfway = await answersOf([animals, more], 'cat', { withVectors: [true, false] });
    assert.equal(halfway[1]!.candidates, undefined);
    const merged = fusedAnswers(halfway);
    assert.equal(merged[0]!.hit.path, 'cats.md');
    assert.deepEqual(merged.map(({ hit }) => hit.path).toSorted(), ['both.md', 'cat.md', 'cats.md', 'kitten.md']);
  });
});
