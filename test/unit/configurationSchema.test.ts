import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parseConfiguration } from '../../server/src/configuration/parse';
import { configurationJsonSchema } from '../../server/src/configuration/schema';

const path = 'client/schemas/surprisal.schema.json';

describe('the JSON schema of .surprisal.json that editors show', () => {
  it('is the one that the program checks with (UPDATE_SCHEMAS=1 writes it)', () => {
    const expected = `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
    const { UPDATE_SCHEMAS: update } = process.env;
    if (update === '1') writeFileSync(path, expected);
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(expected));
  });

  it('accepts and refuses what the program accepts and refuses', () => {
    const schema = JSON.parse(readFileSync(path, 'utf8')) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    const samples: readonly unknown[] = [
      {},
      { dialect: 'en-GB', words: ['a'], overrides: [{ files: '*.md', kinds: { spelling: 'off' } }] },
      { extends: ['a.json', 'b.json'], ignore: ['vendor/'], minConfidence: 1 },
      { search: { include: ['docs/**'], k1: 1.5, stemmer: 'german' } },
      { search: { stemmer: 'klingon' } },
      { search: { storage: 'folder' } },
      { dialect: 'en' },
      { minConfidence: 1.5 },
      { words: [''] },
      { overrides: [{ dialect: 'en-GB' }] },
      { unknown: true },
      [],
    ];
    for (const sample of samples) {
      const { problems } = parseConfiguration(JSON.stringify(sample), 'x.json');
      assert.equal(validate(sample), problems.length === 0, JSON.stringify(sample));
    }
  });
});
