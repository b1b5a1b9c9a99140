import assert from 'node:assert/strict';
import type { FindingKind } from '../../server/src/proofreading/finding';
import { type AnalyzeOptions, analyzeText } from '../support/analyze';

/** `kind: written -> first candidate` of each finding, offsets taken from the source. */
const findingsOf = async (text: string, options?: AnalyzeOptions): Promise<string[]> =>
  (await analyzeText(text, options)).findings.map(
    ({ start, end, kind, candidates }) => `${kind}: ${text.slice(start, end)} -> ${candidates[0]?.replacement}`,
  );

describe('a document', () => {
  it('is flagged where it is improbable, with what would be better', async () => {
    assert.deepEqual(await findingsOf('The new home has no mistaeks in it.'), ['spelling: mistaeks -> mistakes']);
  });

  it('is not flagged where it is right', async () => {
    const text = 'If you want to contribute, read the guide first. Every change needs a test, and the tests must pass.';
    assert.deepEqual(await findingsOf(text), []);
  });

  it('gets the candidate that fits the sentence', async () => {
    assert.deepEqual(await findingsOf('She wrote a leter to her mother.'), ['spelling: leter -> letter']);
    assert.deepEqual(await findingsOf('We will do it latre in the day.'), ['spelling: latre -> later']);
  });

  it('is flagged for right words in the wrong place', async () => {
    assert.deepEqual(await findingsOf('Thank you for you\u2019re help with this.'), ['confusion: you\u2019re -> your']);
    assert.deepEqual(await findingsOf('It is better then the old one.'), ['confusion: then -> than']);
  });

  it('counts offsets in UTF-16 units of its source, through markup, emoji and CRLF', async () => {
    const text = '# \u{1F680} Start\r\n\r\nSee `code` and [the **documentaion**](https://example.org/a_b) here.\r\n';
    assert.deepEqual(await findingsOf(text), ['spelling: documentaion -> documentation']);
  });

  it('is not judged in its code, links and front matter', async () => {
    const text =
      '---\ntags: teh\n---\n\nCall `recieve()` at <https://example.org/recieve>.\n\n```js\nrecieve();\n```\n';
    assert.deepEqual(await findingsOf(text), []);
  });

  it('keeps to the words of the dictionary and to its own comments', async () => {
    const text = 'The frobnicator is teh best.\n\n<!-- surprisal-ignore teh -->\n';
    assert.deepEqual(await findingsOf(text, { words: ['frobnicator'] }), []);
    assert.equal((await analyzeText(text, { words: ['frobnicator'] })).suppressed, 0);
    const disabled = '<!-- surprisal-disable spelling -->\n\nIt has mistaeks.\n';
    assert.deepEqual([(await findingsOf(disabled)).length, (await analyzeText(disabled)).suppressed], [0, 1]);
  });

  it('is not flagged in its comments for names of its code, nor for the words they are made of', async () => {
    const code = 'const cfg = readCfg(numArgs);\nconst note = "recieve";\n';
    const comment = '// The cfg is read once; Cfg and args are kept.\n';
    assert.deepEqual(await findingsOf(comment + code, { languageId: 'typescript' }), []);
    assert.notDeepEqual(await findingsOf(comment, { languageId: 'typescript' }), []);
    assert.deepEqual(await findingsOf(`// We recieve it.\n${code}`, { languageId: 'typescript' }), [
      'spelling: recieve -> receive',
    ]);
  });

  it('is not flagged for names that resemble a word, inside a sentence', async () => {
    assert.deepEqual(await findingsOf('The book is by Pibiri and Venturini, after Kneser and Ney.'), []);
    assert.deepEqual(await findingsOf('We run Kubernetes and Kafka beside PostgreSQL.'), []);
  });

  it('is flagged for misspelt names and misspelt words with a capital', async () => {
    assert.deepEqual(await findingsOf('It was in Febuary that we went to Amercia.'), [
      'spelling: Febuary -> February',
      'spelling: Amercia -> America',
    ]);
    assert.deepEqual(await findingsOf('Tommorow we will leave.'), ['spelling: Tommorow -> Tomorrow']);
  });

  it('accepts any dialect unless one is chosen', async () => {
    const text = 'The colour of the house is grey.';
    assert.deepEqual(await findingsOf(text), []);
    assert.deepEqual(await findingsOf(text, { settings: { dialect: 'en-US' } }), ['spelling: colour -> color']);
  });

  it('is spared the kinds that are switched off', async () => {
    const disabledKinds = new Set<FindingKind>(['repetition']);
    assert.deepEqual(await findingsOf('We moved the the house.', { settings: { disabledKinds } }), []);
  });

  it('shows fewer findings at a cautious point than at an eager one', async () => {
    const text = 'Ask Kubernates about the smockle of Vossibility, then recieve it.';
    const count = async (operatingPoint: 'cautious' | 'eager'): Promise<number> =>
      (await findingsOf(text, { settings: { operatingPoint } })).length;
    assert.ok((await count('cautious')) < (await count('eager')));
  });

  it('fills in the gain of a mechanical correction', async () => {
    const [finding] = (await analyzeText('It takes a hour to build.')).findings;
    assert.equal(finding?.kind, 'article');
    assert.ok(finding!.candidates[0]!.gain > 0);
  });

  it('counts its words and sentences', async () => {
    const { words, sentences } = await analyzeText('One two three. Four `five` six.');
    assert.deepEqual([words, sentences], [5, 2]);
  });

  it('offers as safe only what is nearly certain', async () => {
    const safe = async (text: string): Promise<boolean[]> =>
      (await analyzeText(text)).findings.map((finding) => finding.safe);
    assert.deepEqual(await safe('I beleive you.'), [true]);
    assert.ok(!(await safe('We wrote a segmenter for the outfile of Traefik.')).includes(true));
  });

  it('is flagged for words that a list forbids, right or not', async () => {
    const text = 'The color is nice.\n';
    assert.deepEqual(await findingsOf(text, { words: ['!color'] }), ['spelling: color -> undefined']);
    assert.deepEqual(await findingsOf(`${text}<!-- cspell:forbid color -->\n`, { words: ['color'] }), [
      'spelling: color -> undefined',
    ]);
  });

  it('takes time linear in its findings and in the words of a comment', async () => {
    const seconds = async (text: string): Promise<number> => {
      const before = process.cpuUsage();
      await analyzeText(text, { languageId: 'plaintext' });
      return process.cpuUsage(before).user / 1e6;
    };
    await seconds('i monday '.repeat(2000));
    assert.ok((await seconds('i monday '.repeat(16_000))) < 5 * (await seconds('i monday '.repeat(8000))));
    assert.ok((await seconds(`Fine. cspell:words ${')'.repeat(60_000)}x`)) < 2);
  });
});
