import assert from 'node:assert/strict';
import { join } from 'node:path';
import { InferenceClient } from '../../../server/src/inference/client';
import { rerankHits } from '../../../server/src/lsp/search/rerankHits';
import { folderWith } from '../../support/program';

const hit = (text: string) => ({ headings: [], text, marked: { start: 0, end: text.length }, score: 0.5 });

describe('hits that are to be ranked again', () => {
  it('stay as they are, with the reason, where the model cannot be loaded', async () => {
    const model = new InferenceClient({ id: 'gone', descriptionPath: join(folderWith(), 'gone.model.json') });
    const params = { query: 'tomatoes', hits: [hit('A kettle boils.'), hit('Plant tomatoes.')] };
    try {
      const { order, incomplete } = await rerankHits({ get: async () => model }, params, new AbortController().signal);
      assert.deepEqual(order, [0, 1]);
      assert.match(incomplete ?? '', /gone\.model\.json/);
    } finally {
      model.dispose();
    }
  });
});
