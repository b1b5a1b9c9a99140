import assert from 'node:assert/strict';
import { defaultAskSettings, parseAskSettings, templateProblem } from '../../server/src/configuration/askSettings';

describe('the settings of answers', () => {
  it('are as by default where nothing is set', () => {
    for (const value of [undefined, null, {}, { ask: null }, { ask: 3 }])
      assert.deepEqual(parseAskSettings(value), { settings: defaultAskSettings, notes: [] });
  });

  it('are read one by one: one that cannot be leaves the others as they are, and is told', () => {
    const { settings, notes } = parseAskSettings({
      ask: { extracts: 3, passages: 0, temperature: 'hot', unsupported: 'drop', template: '{question}' },
    });
    assert.deepEqual(settings, { ...defaultAskSettings, extracts: 3, unsupported: 'drop' });
    assert.deepEqual(notes, [
      'The setting surprisal.ask.passages cannot be 0 (it takes a number from 1 to 20); it is not used.',
      'The setting surprisal.ask.temperature cannot be "hot" (it takes a number from 0 to 2); it is not used.',
      'The setting surprisal.ask.template cannot be "{question}" (it holds {passages} nowhere, and needs it once); it is not used.',
    ]);
  });

  it('have a template that holds both placeholders once', () => {
    assert.equal(templateProblem(defaultAskSettings.template), undefined);
    assert.match(templateProblem('{passages} {question} {question}')!, /\{question\} 2 times/);
    assert.match(templateProblem(`{passages}{question}${' '.repeat(5000)}`)!, /4000 characters/);
  });
});
