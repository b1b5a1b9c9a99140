import assert from 'node:assert/strict';
import { parseConfiguration } from '../../server/src/configuration/parse';
import { defaultStoreSettings, parseStoreSettings } from '../../server/src/configuration/storeSettings';

describe('the setting of a search store', () => {
  it('is none where nobody says anything', () => {
    for (const value of [undefined, null, 'x', {}, { search: null }, { search: { store: null } }])
      assert.deepEqual(parseStoreSettings(value), { settings: defaultStoreSettings, notes: [] });
  });

  it('is an address and the names of sources', () => {
    const { settings, notes } = parseStoreSettings({
      search: { store: ' postgres://me@db/search ', storeSources: ['handbook'] },
    });
    assert.deepEqual(settings, { store: 'postgres://me@db/search', storeSources: ['handbook'] });
    assert.deepEqual(notes, []);
  });

  it('is told where it cannot be used, without what may be a password in it', () => {
    const { settings, notes } = parseStoreSettings({ search: { store: ['hidden'], storeSources: 'handbook' } });
    assert.deepEqual(settings, defaultStoreSettings);
    assert.equal(notes.length, 2);
    assert.ok(!notes.join().includes('hidden'));
  });

  it('cannot be made by a project', () => {
    const { configuration, problems, notes } = parseConfiguration(
      JSON.stringify({ search: { store: 'postgres://stranger/x' } }),
      'x.json',
    );
    assert.ok(!JSON.stringify(configuration ?? {}).includes('stranger'));
    assert.match([...problems, ...notes].map(({ message }) => message).join(), /store/);
  });
});
