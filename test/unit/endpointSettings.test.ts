import assert from 'node:assert/strict';
import { defaultEndpointSettings, parseEndpointSettings } from '../../server/src/configuration/endpointSettings';

describe('the setting of an endpoint', () => {
  const url = 'http://127.0.0.1:8080/v1';
  const parsed = (endpoint: unknown) => parseEndpointSettings({ inference: { endpoint } });

  it('is none unless somebody sets one', () => {
    assert.equal(defaultEndpointSettings.url, '');
    for (const value of [undefined, null, {}, { inference: {} }, { inference: null }, { inference: { threads: 2 } }])
      assert.deepEqual(parseEndpointSettings(value), { settings: defaultEndpointSettings, notes: [] });
    for (const endpoint of [null, {}, { url: '' }, { url: ' ' }])
      assert.deepEqual(parsed(endpoint), { settings: defaultEndpointSettings, notes: [] });
  });

  it('is an address, with a model and an interface where they are given', () => {
    assert.deepEqual(parsed({ url }).settings, { url, model: '', api: 'completions' });
    const whole = { url, model: 'qwen2.5:7b', api: 'chat' };
    assert.deepEqual(parsed(whole), { settings: whole, notes: [] });
  });

  it('that is set wrongly is not used, and the note does not repeat it', () => {
    for (const endpoint of [
      'http://secret@127.0.0.1',
      ['secret'],
      { url: ['secret'] },
      { model: 'secret' },
      { url, api: 'secret' },
      { url, model: ['secret'] },
      { url, key: 'secret' },
    ]) {
      const { settings, notes } = parsed(endpoint);
      assert.deepEqual(settings, defaultEndpointSettings);
      assert.equal(notes.length, 1);
      assert.doesNotMatch(notes[0]!, /secret/);
    }
  });
});
