import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseConfiguration } from '../../server/src/configuration/parse';

const problemsOf = (source: string) =>
  parseConfiguration(source, 'x.json').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a configuration file', () => {
  it('may hold comments and trailing commas', () => {
    const source = '{\n  // British throughout\n  "dialect": "en-GB",\n  "words": ["surprisal",],\n}\n';
    const { configuration, problems } = parseConfiguration(source, 'x.json');
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration, { dialect: 'en-GB', words: ['surprisal'] });
  });

  it('has every problem named with its line and column, in order', () => {
    const source =
      '{\n  "dialekt": "en-GB",\n  "kinds": { "speling": "off", "spelling": "loud" },\n  "minConfidence": 2,\n  "words": "a"\n}';
    assert.deepEqual(problemsOf(source), [
      '2:3 Unknown field "dialekt"; did you mean "dialect"?',
      '3:14 Unknown field "speling"; did you mean "spelling"?',
      '3:44 "kinds.spelling" must be one of error, warning, information, hint, off, not "loud".',
      '4:20 "minConfidence" must be at most 1, not 2.',
      '5:12 "words" must be a list, not "a".',
    ]);
  });

  it('has a slip of syntax named where it is', () => {
    assert.deepEqual(problemsOf('{\n  "words" ["a"]\n}'), ['2:11 Not valid JSON: a colon is expected.']);
    assert.deepEqual(problemsOf('{"words": ["a"]'), ['1:16 Not valid JSON: a closing brace is expected.']);
    assert.deepEqual(problemsOf(' \n'), ['1:1 The file is empty; write {} for the defaults.']);
  });

  it('must be an object whose overrides say which files they are for', () => {
    assert.deepEqual(problemsOf('[]'), ['1:1 The configuration must be an object in braces, not [].']);
    assert.deepEqual(problemsOf('{"overrides":[{"dialect":"en-GB"}]}'), ['1:15 "overrides[0].files" is missing.']);
  });

  it('may not choose models, hosts or stores: such fields are left out with a note', () => {
    const source = '{\n  "model": "./evil.bin",\n  "host": "http://example.org",\n  "dialect": "en-GB"\n}';
    const { configuration, problems, notes } = parseConfiguration(source, 'x.json');
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration, { dialect: 'en-GB' });
    assert.deepEqual(
      notes.map(({ line, column, message }) => `${line}:${column} ${message}`),
      [
        '2:3 "model" is ignored: a project may not choose models, hosts or stores.',
        '3:3 "host" is ignored: a project may not choose models, hosts or stores.',
      ],
    );
  });

  it('never makes the reader throw, whatever it holds', () => {
    const json = fc.json().map((text) => `{"words": ${text}, "overrides": ${text}, "kinds": ${text}}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), (source) => {
        const { configuration, problems } = parseConfiguration(source, 'x.json');
        assert.equal(configuration === undefined, problems.length > 0);
      }),
    );
  });
});
