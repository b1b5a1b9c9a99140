import assert from 'node:assert/strict';
import { passageUnits } from '../../../server/src/answering/passageUnits';
import { askedPassage } from '../../support/askedPassage';

const units = (text: string, path = 'a.md', languageId = 'markdown') =>
  passageUnits(askedPassage(path, text, { languageId })).map(({ start, end }) => text.slice(start, end));

describe('what of a passage can answer', () => {
  it('is a sentence of prose, across line ends, without headings and what they are underlined with', () => {
    const text =
      '# Locks\n\nA stale lock is taken over\nby the next process. The old one\nhears nothing of all that.\n\nMore locks\n----------\nThere is one for each index folder.\n';
    assert.deepEqual(units(text).slice(0, 2), [
      'A stale lock is taken over\nby the next process.',
      'The old one\nhears nothing of all that.',
    ]);
    assert.ok(units(text).includes('There is one for each index folder.'));
    assert.ok(units(text).every((unit) => !unit.includes('# Locks') && !unit.includes('---')));
  });

  it('is an item of a list without its mark, a row of a table, a few lines of a fence', () => {
    const text = [
      '- press the red button until it glows',
      '- wait for a minute, or for two',
      '',
      '| name | means |',
      '| ---- | ----- |',
      '| k1 | saturation |',
      '',
      '```sh',
      'npm ci',
      'npm test',
      '```',
    ].join('\n');
    assert.deepEqual(units(text), [
      'press the red button until it glows',
      'wait for a minute, or for two',
      '| name | means |',
      '| k1 | saturation |',
      'npm ci\nnpm test',
    ]);
  });

  it('is a sentence with the next one where it is very short', () => {
    assert.deepEqual(units('Yes. The lock is removed when the process ends. Nothing is lost by that.'), [
      'Yes. The lock is removed when the process ends.',
      'Nothing is lost by that.',
    ]);
  });

  it('is up to four lines of code that stand together', () => {
    const text =
      'const a = 1;\nconst b = 2;\n\nconst c = 3;\n\tconst d = 4;\nconst e = 5;\nconst f = 6;\nconst g = 7;\n}\n';
    assert.deepEqual(units(text, 'a.ts', 'typescript'), [
      'const a = 1;\nconst b = 2;',
      'const c = 3;\n\tconst d = 4;\nconst e = 5;\nconst f = 6;',
      'const g = 7;\n}',
    ]);
  });

  it('is all of it where there is nothing else', () => {
    assert.deepEqual(units('# Only a heading\n'), ['# Only a heading']);
  });
});
