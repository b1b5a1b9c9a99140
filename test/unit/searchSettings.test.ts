import assert from 'node:assert/strict';
import { parseConfiguration } from '../../server/src/configuration/parse';
import {
  defaultEditorSearchSettings,
  defaultSearchSettings,
  parseSearchSettings,
  resolveSearchSettings,
} from '../../server/src/configuration/searchSettings';

describe('settings of searches', () => {
  it('are the defaults where nobody says anything', () => {
    for (const value of [undefined, null, 3, 'all', {}, { search: null }, { search: 'all' }, { search: { k1: null } }])
      assert.deepEqual(parseSearchSettings(value), { settings: defaultEditorSearchSettings, notes: [] });
  });

  it("are a project's where it has set them, later ones over earlier ones, and the editor's over those", () => {
    const project = [{ k1: 2, b: 0.5, exclude: ['old/**'] }, { b: 0.2 }];
    assert.deepEqual(resolveSearchSettings(project), { ...defaultSearchSettings, k1: 2, b: 0.2, exclude: ['old/**'] });
    const { settings } = parseSearchSettings({ search: { k1: 3, stemmer: 'german' } }, project);
    assert.deepEqual([settings.k1, settings.b, settings.stemmer], [3, 0.2, 'german']);
  });

  it('that cannot be used are told and leave the others as they are', () => {
    const { settings, notes } = parseSearchSettings({
      search: { k1: -1, embeddingModel: '../elsewhere', include: [''], b: 0.1 },
    });
    assert.deepEqual(settings, { ...defaultEditorSearchSettings, b: 0.1 });
    assert.deepEqual(notes, [
      'The setting surprisal.search.include cannot be [""]; it is not used.',
      'The setting surprisal.search.k1 cannot be -1; it is not used.',
      'The setting surprisal.search.embeddingModel cannot be "../elsewhere"; it is not used.',
    ]);
  });

  it('in a project are checked as the rest of its configuration, and cannot say where to write or what to run', () => {
    const parsed = (search: object) => {
      const { configuration, problems, notes } = parseConfiguration(JSON.stringify({ search }), 'x.json');
      return { search: configuration?.search, said: [...problems, ...notes].map(({ message }) => message).join() };
    };
    assert.deepEqual(parsed({ k1: 1.5 }), { search: { k1: 1.5 }, said: '' });
    assert.match(parsed({ stemer: 'german' }).said, /stemer.*stemmer/);
    for (const search of [{ storage: 'folder' }, { embeddingModel: 'x' }]) {
      const { search: taken, said } = parsed(search);
      assert.deepEqual(taken ?? {}, {});
      assert.match(said, new RegExp(Object.keys(search)[0]!));
    }
  });
});
