import assert from 'node:assert/strict';
import { defaultNeuralSettings, parseNeuralSettings } from '../../server/src/configuration/neuralSettings';

describe('settings of the neural model', () => {
  it('are the defaults where an editor says nothing', () => {
    for (const value of [undefined, null, 3, 'auto', {}, { inference: null, model: null }, { inference: 'all' }])
      assert.deepEqual(parseNeuralSettings(value), { settings: defaultNeuralSettings, notes: [] });
  });

  it('are taken as they are given', () => {
    const { settings, notes } = parseNeuralSettings({ model: 'neural', inference: { threads: 2, idleMinutes: 30 } });
    assert.deepEqual(settings, { model: 'neural', threads: 2, idleMinutes: 30 });
    assert.deepEqual(notes, []);
  });

  it('that cannot be used are told and leave the others as they are', () => {
    const { settings, notes } = parseNeuralSettings({ model: 'gpt', inference: { threads: -1, idleMinutes: 7 } });
    assert.deepEqual(settings, { ...defaultNeuralSettings, idleMinutes: 7 });
    assert.deepEqual(notes, [
      'The setting surprisal.model cannot be "gpt"; it is not used.',
      'The setting surprisal.inference.threads cannot be -1; it is not used.',
    ]);
  });
});
