import assert from 'node:assert/strict';
import { explicitValue, explicitValues } from '../../../client/src/explicitSettings';

describe('the settings that the server is told', () => {
  it('are those that somebody set: a default says nothing', () => {
    const inspected: Record<string, object> = {
      dialect: { defaultValue: 'en' },
      operatingPoint: { defaultValue: 'balanced', workspaceValue: 'eager' },
      minConfidence: { defaultValue: 0.5, globalValue: 0 },
    };
    assert.deepEqual(
      explicitValues(['dialect', 'operatingPoint', 'minConfidence', 'words'], (name) => inspected[name]),
      { operatingPoint: 'eager', minConfidence: 0 },
    );
  });

  it('come from the narrowest scope, and from the language before any scope, as in VS Code', () => {
    assert.equal(explicitValue({ globalValue: 'a', workspaceValue: 'b', workspaceFolderValue: 'c' }), 'c');
    assert.equal(explicitValue({ globalLanguageValue: 'a', workspaceFolderValue: 'c' }), 'a');
    assert.equal(explicitValue(undefined), undefined);
  });

  it('are merged where they are objects and replaced where they are lists', () => {
    assert.deepEqual(
      explicitValue({ globalValue: { spelling: 'error', spacing: 'off' }, workspaceValue: { spacing: 'hint' } }),
      { spelling: 'error', spacing: 'hint' },
    );
    assert.deepEqual(explicitValue({ globalValue: ['a'], workspaceValue: ['b'] }), ['b']);
  });
});
