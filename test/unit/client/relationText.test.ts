import assert from 'node:assert/strict';
import { reasonText } from '../../../client/src/search/relationText';

/** As `vscode.l10n.t` does without a translation. */
const t = (message: string, ...values: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

describe('why a file is related', () => {
  it('is told in a few words', () => {
    assert.equal(
      reasonText({ kind: 'together', together: 12, commits: 15 }, t),
      'changed together in 12 of 15 commits',
    );
    assert.equal(reasonText({ kind: 'together', together: 1, commits: 1 }, t), 'changed together in the only commit');
    assert.equal(reasonText({ kind: 'company', via: 'src/a.ts' }, t), 'both are changed with src/a.ts');
    assert.equal(reasonText({ kind: 'alike', headings: ['Guide', 'Locks'] }, t), 'has a passage like it: Locks');
    assert.equal(reasonText({ kind: 'alike', headings: [] }, t), 'has a passage like it');
  });
});
