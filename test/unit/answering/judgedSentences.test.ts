import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface JudgedSentence {
  readonly question: string;
  readonly cited: string;
  readonly unmarked: string;
  readonly supported: string;
  readonly sentence: string;
}

const [head, ...lines] = readFileSync('models/build/answering/judgedSentences.tsv', 'utf8')
  .replace(/\n$/, '')
  .split('\n');
const names = head!.split('\t');
const rows = lines.map((line) => {
  const fields = line.split('\t');
  assert.equal(fields.length, names.length, line);
  return Object.fromEntries(names.map((name, place) => [name, fields[place]])) as unknown as JudgedSentence;
});
const unmarked = rows.filter((row) => row.unmarked === 'yes');
const unsupported = unmarked.filter(({ supported }) => supported === 'no');

describe('generated sentences that were judged by hand', () => {
  it('are fifty at least, each with its judgement, and with what it cites where it was shown unmarked', () => {
    assert.ok(rows.length >= 50, `${rows.length}`);
    for (const { question, cited, supported, sentence, ...row } of rows) {
      assert.ok(['yes', 'no'].includes(row.unmarked) && ['yes', 'no'].includes(supported), sentence);
      assert.ok(question !== '' && sentence !== '');
      if (row.unmarked === 'yes') assert.match(cited, /^\S+:\d+/, sentence);
    }
  });

  it('are supported where they were shown unmarked, but for a tenth at most', () => {
    assert.ok(unsupported.length <= 0.1 * unmarked.length, `${unsupported.length} of ${unmarked.length}`);
  });

  it('are counted in the README as they are', () => {
    const counted = `Of ${unmarked.length} sentences shown unmarked, ${unsupported.length} `;
    for (const file of ['README.md', 'server/docs/ask.md', 'models/build/answering/README.md'])
      assert.ok(readFileSync(file, 'utf8').replaceAll(/\s+/g, ' ').includes(counted), `${file}: ${counted}`);
  });
});
