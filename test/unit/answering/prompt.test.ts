import assert from 'node:assert/strict';
import { packedPrompt, promptTokensOf } from '../../../server/src/answering/prompt';
import { defaultAskSettings } from '../../../server/src/configuration/askSettings';
import { askedPassage } from '../../support/askedPassage';

const sentences = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `The ${word} number ${index} is described here at some length.`).join(
    ' ',
  );

const passage = (path: string, text: string, unit = { start: 0, end: 10 }) => ({
  passage: askedPassage(path, text, { headings: ['Guide', path] }),
  unit,
});

describe('the prompt of an answer', () => {
  const settings = { ...defaultAskSettings, template: 'Read:\n{passages}\n\nQ: {question}\nA:' };

  it('holds the passages under their headings, then the question, and nothing that looks like a placeholder is filled again', () => {
    const { text } = packedPrompt('What is {passages}?', [passage('a', 'One {question} is here.')], settings);
    assert.equal(text, 'Read:\n# a\nOne {question} is here.\n\nQ: What is {passages}?\nA:');
  });

  it('keeps to its tokens, with as many passages as are wanted, and what a short one leaves goes to the long ones', () => {
    const passages = [
      passage('a', sentences('lock', 60)),
      passage('b', 'It is short.'),
      passage('c', sentences('key', 60)),
    ];
    for (const promptTokens of [200, 300, 600]) {
      const { text, tokens, passages: held } = packedPrompt('Which?', passages, { ...settings, promptTokens });
      assert.ok(tokens <= promptTokens && tokens > 0.7 * promptTokens, `${tokens} of ${promptTokens}`);
      assert.equal(tokens, promptTokensOf(text));
      assert.equal(held.length, 3);
      assert.match(text, /It is short\./);
    }
    assert.equal(packedPrompt('Which?', passages, { ...settings, passages: 1 }).passages.length, 1);
  });

  it('is told as a turn of a chat, which counts among its tokens', () => {
    const turn = { before: '<|im_start|>user\n', after: '<|im_end|>\n<|im_start|>assistant\n' };
    const passages = [passage('a', sentences('lock', 60))];
    const { filled, text, tokens } = packedPrompt('Which?', passages, { ...settings, promptTokens: 200 }, turn);
    assert.equal(text, `${turn.before}${filled}${turn.after}`);
    assert.match(filled, /^Read:\n[\s\S]*\nQ: Which\?\nA:$/);
    assert.equal(tokens, promptTokensOf(text));
    assert.ok(tokens <= 200, String(tokens));
  });

  it('has apart what it quotes, without headings', () => {
    const { quoted } = packedPrompt('Which?', [passage('a', 'One lock.'), passage('b', '| key | door |')], settings);
    assert.equal(quoted, 'One lock.\nkey: door');
  });

  it('cuts a passage around what answers best', () => {
    const text = sentences('lock', 60);
    const start = text.indexOf('The lock number 40');
    const { text: prompt } = packedPrompt('Which?', [passage('a', text, { start, end: start + 40 })], {
      ...settings,
      promptTokens: 120,
    });
    assert.match(prompt, /number 40 is described here/);
    assert.doesNotMatch(prompt, /number 2 /);
  });

  it('cuts a question that would leave no room', () => {
    const { tokens, text } = packedPrompt('why '.repeat(5000), [passage('a', 'It is short.')], settings);
    assert.ok(tokens <= settings.promptTokens, String(tokens));
    assert.match(text, /It is short\./);
  });
});
