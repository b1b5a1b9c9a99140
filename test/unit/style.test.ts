import assert from 'node:assert/strict';
import { analyzeText } from '../support/analyze';

const settings = { disabledKinds: new Set<never>() };
const style = async (text: string) => {
  const { findings } = await analyzeText(text, { languageId: 'plaintext', settings });
  return findings.filter(({ kind }) => kind === 'style');
};
const told = async (text: string) =>
  (await style(text)).map(({ code, start, end, candidates }) => [
    code,
    text.slice(start, end),
    candidates[0]?.replacement,
  ]);

describe('style', () => {
  it('is looked for only where it is asked for', async () => {
    const text = 'We met in order to talk.';
    assert.deepEqual((await analyzeText(text, { languageId: 'plaintext' })).findings, []);
    assert.deepEqual(await told(text), [['wordiness', 'in order to', 'to']]);
  });

  it('offers what is shorter, the longest phrase first, with its capital', async () => {
    assert.deepEqual(await told('Due to the fact that it rained, we stayed.'), [
      ['wordiness', 'Due to the fact that', 'Because'],
    ]);
    assert.deepEqual(await told('It should be noted that the door is open.'), [
      ['wordiness', 'It should be noted that the', 'The'],
    ]);
    assert.deepEqual(await told('They stayed in spite of\nthe fact that it rained.'), [
      ['wordiness', 'in spite of\nthe fact that', 'although'],
    ]);
  });

  it('notices a long word for the third time in two sentences, not in three', async () => {
    const one = 'The engineers met. ';
    assert.deepEqual(await told(`${one}The engineers saw the other engineers there.`), [
      ['repeated-word', 'engineers', undefined],
    ]);
    assert.deepEqual(await told(`${one}${one}It rained. The engineers left.`), []);
  });

  it('notices sentences of more than 45 words, at the word that is too many', async () => {
    const words = Array.from({ length: 45 }, (_, index) => (index % 2 === 0 ? 'and' : 'he')).join(' ');
    assert.ok(!(await style(`So ${words.slice(4)}.`)).some(({ code }) => code === 'long-sentence'));
    const [found] = (await style(`So ${words} left.`)).filter(({ code }) => code === 'long-sentence');
    assert.equal(found?.message.values[0], '47');
  });

  it('tells a sentence that nobody sees coming from one that everybody does', async () => {
    const codes = async (text: string) => (await style(text)).map(({ code }) => code);
    const odd =
      'Velvet gravel hums sideways tomorrow beneath purple arithmetic while hungry parliaments iron cloudy spoons.';
    assert.deepEqual(await codes(odd), ['surprising']);
    assert.deepEqual(await codes('We went to the library in the morning, and it was closed for repairs.'), []);
  });

  it('yields to whatever else is found, is never made unasked, and leaves headings alone', async () => {
    const text = 'We met in order to to talk.';
    const { findings } = await analyzeText(text, { languageId: 'plaintext', settings });
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['repetition'],
    );
    assert.ok((await style('We met in order to talk.')).every(({ safe }) => !safe));
    const { findings: inHeading } = await analyzeText('# In order to talk\n', { languageId: 'markdown', settings });
    assert.deepEqual(inHeading, []);
  });
});
