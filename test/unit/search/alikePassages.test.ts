import assert from 'node:assert/strict';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import type { Embedder } from '../../../server/src/lm/embedder';
import { pairGroups } from '../../../server/src/search/query/pairGroups';
import { SearchService } from '../../../server/src/search/searchService';
import { folderWith } from '../../support/program';

/** Knows two words of weather, each of which has a direction, and puts all other texts far from both. */
const weather: Embedder = {
  id: 'weather',
  dimensions: 3,
  maximumTokens: 100,
  embed: async (texts) =>
    Float32Array.from(texts.flatMap((text) => (/rain|wet/.test(text) ? [1, text.length / 1000, 0] : [0, 0, 1]))),
};

describe('passages that say nearly the same', () => {
  it('are found by their vectors, in whatever words', async () => {
    const root = folderWith({
      'a.md': 'It rains all day long.\n',
      'b.md': 'What a wet morning.\n',
      'c.md': 'The sun is out.\n',
      'd.md': '# Rain\n\nAnother wet afternoon in town.\n',
    });
    const service = SearchService.open(root, folderWith(), defaultSearchSettings, { embedder: weather });
    await service.index();
    assert.deepEqual((await service.sameMeaning({ least: 0.9, limit: 10, budgetMs: 10_000 })).groups, []);
    await service.embed();
    const { groups, compared } = await service.sameMeaning({ least: 0.9, limit: 10, budgetMs: 10_000 });
    assert.equal(compared, 1);
    assert.deepEqual(
      groups.map(({ hits }) => hits.map(({ path }) => path).sort()),
      [['a.md', 'b.md', 'd.md']],
    );
    assert.ok(groups[0]!.similarity > 0.99);
    const passage = service.passageAt('d.md', 3)!;
    assert.deepEqual([passage.text.includes('afternoon'), passage.place!.path], [true, 'd.md']);
    const { hits } = await service.similar(passage, 2);
    assert.deepEqual(hits.map(({ path }) => path).sort(), ['a.md', 'b.md']);
    assert.equal(service.passageAt('none.md', 1), undefined);
    await service.close();
  });

  it('make groups by what connects them, each with its weakest link', () => {
    const pair = (names: string, cosine: number) => ({ first: names[0]!, second: names[1]!, cosine });
    const groups = pairGroups([
      pair('ab', 0.91),
      pair('cd', 0.99),
      pair('be', 0.95),
      pair('ae', 0.9),
      pair('df', 0.92),
    ]);
    assert.deepEqual(
      groups.map(({ members, similarity }) => [members.toSorted().join(''), similarity]),
      [
        ['cdf', 0.92],
        ['abe', 0.91],
      ],
    );
    assert.deepEqual(pairGroups([]), []);
  });
});
