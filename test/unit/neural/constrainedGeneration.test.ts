import assert from 'node:assert/strict';
import type { GeneratedPiece, GenerateOptions } from '../../../server/src/lm/languageModel';
import { openTinyModel, type TinyModel } from './tinyModel';

describe('a transformer that writes under a constraint', () => {
  let tiny: TinyModel;
  before(async () => {
    tiny = await openTinyModel();
  });

  async function write(prompt: string, options: Omit<GenerateOptions, 'maxTokens'> & { maxTokens?: number }) {
    const pieces: GeneratedPiece[] = [];
    for await (const piece of tiny.model.generate(prompt, {
      maxTokens: 40,
      temperature: 1,
      topK: 0,
      topP: 1,
      ...options,
    }))
      pieces.push(piece);
    return { text: pieces.map(({ text }) => text).join(''), finishReason: pieces.at(-1)!.finishReason };
  }

  it('fills a template, and ends when it is full', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { text, finishReason } = await write('Dear all,', { pattern: ' on (Mon|Tues)day, \\d{1,2}\\.', seed });
      assert.match(text, /^ on (Mon|Tues)day, \d{1,2}\.$/);
      assert.equal(finishReason, 'complete');
    }
  });

  it('takes one of the alternatives, also where the prompt ends with a space', async () => {
    for (const prompt of ['We met in ', 'We met in (', 'We met in  '])
      for (const seed of [1, 2, 3]) {
        const { text } = await write(prompt, { alternatives: ['Paris', 'Rome'], seed });
        assert.ok(['Paris', 'Rome'].includes(text), text);
      }
  });

  it('writes whole words of a vocabulary within the tokens it has', async () => {
    for (const seed of [1, 2, 3]) {
      const { text } = await write('The end', { vocabulary: ['of', 'the', 'line', 'word'], seed, maxTokens: 12 });
      assert.match(text, /^[\p{P}\s]+(?:of|the|line|word|Of|The|Line|Word)(?:[\p{P}\s]+(?:of|the|line|word)\b)*/iu);
    }
  });

  it('never uses a banned word, which it would have used', async () => {
    const options = { temperature: 0, maxTokens: 8 };
    const free = await write('The end of the line', options);
    const [word] = /[\p{L}\p{M}\p{N}]{2,}/u.exec(free.text.slice(1))!;
    const { text } = await write('The end of the line', { ...options, bannedWords: [word] });
    assert.doesNotMatch(
      text,
      new RegExp(`(?<![\\p{L}\\p{M}\\p{N}\\p{Pc}])${word}(?![\\p{L}\\p{M}\\p{N}\\p{Pc}])`, 'iu'),
    );
  });

  it('refuses a constraint that cannot be read or met, by name', async () => {
    await assert.rejects(write('The', { pattern: '(' }), { name: 'ConstraintError', message: /no regular expression/ });
    await assert.rejects(write('The ', { alternatives: ['a'], bannedWords: ['a'] }), { message: /no text meets/ });
  });
});
