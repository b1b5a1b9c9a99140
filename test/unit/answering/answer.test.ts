import assert from 'node:assert/strict';
import { answer } from '../../../server/src/answering/answer';
import type { AnswerEvent } from '../../../server/src/answering/answered';
import type { AnswerPorts, JudgingModel, WritingModel } from '../../../server/src/answering/ports';
import { defaultAskSettings } from '../../../server/src/configuration/askSettings';
import { askedPassage } from '../../support/askedPassage';
import { wordEmbedder } from '../../support/wordEmbedder';

const locks = askedPassage(
  'docs/locks.md',
  'Each index has one lock.\n\nA stale lock is taken over after 30 seconds by the next process. Its file is written anew.',
  { start: 100, startLine: 7, headings: ['Locks'], key: 'locks' },
);
const keys = askedPassage('docs/keys.md', 'A key opens the door of the garden house in spring.', { key: 'keys' });
const question = 'When is a stale lock taken over?';

const found = {
  hits: [locks, keys],
  candidates: [
    { key: 'keys', terms: 1, similarity: 0.1 },
    { key: 'locks', terms: 9, similarity: 0.8 },
    { key: 'other', terms: 0, similarity: -0.5 },
  ],
};

const writerOf = (...pieces: readonly string[]): WritingModel & { readonly prompts: string[] } => {
  const prompts: string[] = [];
  return {
    id: 'by-hand',
    prompts,
    async *generate(prompt) {
      prompts.push(prompt);
      for (const [index, text] of pieces.entries())
        yield { text, ...(index === pieces.length - 1 && { finishReason: 'stop' as const }) };
    },
  };
};

const portsOf = (more: Partial<AnswerPorts> = {}): AnswerPorts => ({
  search: async () => found,
  embedder: wordEmbedder(),
  ...more,
});

const ask = async (more: Partial<AnswerPorts> = {}, settings: Partial<typeof defaultAskSettings> = {}) => {
  const events: AnswerEvent[] = [];
  const result = await answer(
    question,
    portsOf(more),
    { ...defaultAskSettings, ...settings },
    {
      onEvent: (event) => events.push(event),
    },
  );
  return { result, events };
};

describe('an answer', () => {
  it('begins with the sentence that answers best, with its place in the file', async () => {
    const { result } = await ask();
    const [first] = result.extracts;
    assert.equal(first!.text, 'A stale lock is taken over after 30 seconds by the next process.');
    assert.deepEqual([first!.path, first!.startLine, first!.endLine], ['docs/locks.md', 9, 9]);
    assert.equal(first!.start, 100 + locks.snippet.indexOf('A stale'));
    assert.equal(first!.end - first!.start, first!.text.length);
    assert.equal(first!.passage, locks);
    assert.equal(result.refused, false);
    assert.ok(result.extracts.every(({ score }, index) => index === 0 || score <= result.extracts[index - 1]!.score));
  });

  it('tells extracts, then the text as it comes, then its checked sentences, then the end', async () => {
    const writer = writerOf(' A stale lock is taken', ' over after 30 seconds. ', 'Bananas are yellow.');
    const { result, events } = await ask({ writer });
    assert.deepEqual(
      events.map(({ type }) => type),
      ['extracts', 'text', 'text', 'text', 'sentences', 'end'],
    );
    assert.deepEqual(result.generated!.sentences, [
      { text: 'A stale lock is taken over after 30 seconds.', supported: true, citations: [0] },
      { text: 'Bananas are yellow.', supported: false, citations: [] },
    ]);
    assert.equal(result.answer, null);
    assert.equal(result.generated!.prompt, writer.prompts[0]);
    assert.match(result.generated!.prompt, /^# Locks\n[\s\S]*Question: When is a stale lock taken over\?\nAnswer:$/);
    assert.equal(result.generated!.model, 'by-hand');
  });

  it('hands a model that chats the prompt and its turn apart, and tells both as they are read', async () => {
    const turn = { before: '<|im_start|>user\n', after: '<|im_end|>\n<|im_start|>assistant\n' };
    const asked: { readonly prompt: string; readonly turn: unknown }[] = [];
    const writer: WritingModel = {
      id: 'chats',
      turn,
      async *generate(prompt, options) {
        asked.push({ prompt, turn: options.turn });
        yield { text: 'A stale lock is taken over after 30 seconds.', finishReason: 'stop' };
      },
    };
    const { result } = await ask({ writer });
    assert.deepEqual(asked[0]!.turn, turn);
    assert.ok(!asked[0]!.prompt.includes('<|im_'));
    assert.equal(result.generated!.prompt, `${turn.before}${asked[0]!.prompt}${turn.after}`);
  });

  it('has a sentence once, in whatever letters it comes again', async () => {
    const writer = writerOf(
      'A stale lock is taken over after 30 seconds.\na stale lock is taken over after 30 seconds.',
    );
    assert.equal((await ask({ writer })).result.generated!.sentences.length, 1);
  });

  it('takes headings, fences and marks of lists for no sentences', async () => {
    const writer = writerOf('## Locks\n```sh\n- A stale lock is taken over after 30 seconds.\n```\n');
    const { result } = await ask({ writer });
    assert.deepEqual(
      result.generated!.sentences.map(({ text }) => text),
      ['A stale lock is taken over after 30 seconds.'],
    );
  });

  it('has the text where all of it is supported, or what is not was wanted to be left out and nothing was', async () => {
    const { result } = await ask({ writer: writerOf('A stale lock is taken over after 30 seconds.') });
    assert.equal(result.answer, 'A stale lock is taken over after 30 seconds.');
  });

  it('leaves out what is not supported where that is wanted', async () => {
    const writer = writerOf('A stale lock is taken over after 30 seconds. Bananas are yellow.');
    const { result } = await ask({ writer }, { unsupported: 'drop' });
    assert.deepEqual(
      result.generated!.sentences.map(({ text }) => text),
      ['A stale lock is taken over after 30 seconds.'],
    );
    assert.equal(result.generated!.dropped, 1);
    assert.equal(result.answer, null);
  });

  it('cites another sentence of a passage as an extract of its own, after the others', async () => {
    const { result, events } = await ask({ writer: writerOf('Each index has one lock.') });
    const { citations, supported } = result.generated!.sentences[0]!;
    assert.equal(supported, true);
    assert.deepEqual(citations, [2]);
    assert.equal(result.extracts[2]!.startLine, 7);
    const told = events.filter((event) => event.type === 'extracts');
    assert.equal(told.at(-1)!.extracts.length, 3);
  });

  it('is refused where what was found has little to do with the question, with the nearest passages, and nothing is written', async () => {
    const writer = writerOf('Never asked.');
    const search = async () => ({
      hits: [keys],
      candidates: [{ key: 'keys', terms: 0, similarity: 0.02 }],
    });
    const { result } = await ask({ search, writer });
    assert.equal(result.refused, true);
    assert.equal(result.generated, null);
    assert.equal(result.extracts.length, 1);
    assert.deepEqual(writer.prompts, []);
  });

  it('is refused where no passage says anything of the words that are asked for, though all is about the same', async () => {
    /** Each word is matched fully or not at all. */
    const matching = (isMatched: (text: string) => boolean) => ({
      ...wordEmbedder(),
      matchWords: async (_question: string, words: readonly unknown[], texts: readonly string[]) =>
        Float32Array.from(texts.flatMap((text) => words.map(() => (isMatched(text) ? 0.95 : 0.1)))),
    });
    const all = (await ask({ embedder: matching(() => true) })).result;
    const none = (await ask({ embedder: matching(() => false) })).result;
    assert.deepEqual([all.refused, none.refused], [false, true]);
    assert.ok(all.confidence > none.confidence);
  });

  it('does without matches of words where they cannot be made', async () => {
    const failing = { ...wordEmbedder(), matchWords: () => Promise.reject(new Error('The process ended.')) };
    assert.deepEqual((await ask({ embedder: failing })).result, (await ask()).result);
  });

  it('is refused where nothing was found', async () => {
    const { result } = await ask({ search: async () => ({ hits: [] }) });
    assert.deepEqual([result.refused, result.extracts, result.generated, result.confidence], [true, [], null, 0]);
  });

  it('is extracts alone without a writer, and says why', async () => {
    const modelMissing = 'There is no runtime for this platform.';
    const { result } = await ask({ modelMissing });
    assert.deepEqual(result.notes, [modelMissing]);
    assert.equal(result.generated, null);
    assert.equal(result.answer, null);
    assert.deepEqual((await ask({ modelMissing }, { generate: false, rerank: false })).result.notes, []);
  });

  it('is by words alone without vectors', async () => {
    const search = async () => ({ hits: [locks, keys], vectorsMissing: 'There is no embedding model.' });
    const { result } = await ask({ search, embedder: undefined });
    assert.equal(result.extracts[0]!.path, 'docs/locks.md');
    assert.deepEqual(result.notes, ['There is no embedding model.']);
  });

  it('is put in order once more by a judge, whose failure costs nothing but a note', async () => {
    /** The question is likely after one passage alone. */
    const judge: JudgingModel = {
      scoreCandidates: async (requests) =>
        requests.map(({ sentence, leftContext = '' }) => {
          const logProbability = leftContext.includes('garden') ? -0.01 : -12;
          const tokens = [...sentence.matchAll(/\w+|$/g)].map(({ 0: word, index }) => ({
            start: index,
            end: index + word.length,
            logProbability,
          }));
          return { sentence: { logProbability: 0, tokens }, gains: [], changes: [], tokensRead: 0 };
        }),
    };
    const worse = askedPassage('docs/doors.md', 'Bananas grow.', { key: 'other' });
    const search = async () => ({ ...found, hits: [...found.hits, worse] });
    const { result, events } = await ask({ judge, search });
    const [before, after] = events.filter((event) => event.type === 'extracts');
    assert.deepEqual(
      [before, after].map((event) => event!.extracts[0]!.path),
      ['docs/locks.md', 'docs/keys.md'],
    );
    assert.deepEqual(result.notes, []);
    const failing: JudgingModel = { scoreCandidates: () => Promise.reject(new Error('The process ended.')) };
    const less = (await ask({ judge: failing })).result;
    assert.equal(less.extracts[0]!.path, 'docs/locks.md');
    assert.deepEqual(less.notes, ['The process ended.']);
  });

  it('keeps its extracts where the writer fails', async () => {
    const writer: WritingModel = {
      id: 'broken',
      // biome-ignore lint/correctness/useYield: it fails before the first piece
      async *generate() {
        throw new Error('The server at 127.0.0.1 does not answer.');
      },
    };
    const { result } = await ask({ writer });
    assert.equal(result.generated, null);
    assert.equal(result.extracts.length, 2);
    assert.deepEqual(result.notes, ['The server at 127.0.0.1 does not answer.']);
  });

  it('is given up with the reason of its signal', async () => {
    const controller = new AbortController();
    const writer: WritingModel = {
      id: 'slow',
      async *generate() {
        yield { text: 'A stale' };
        controller.abort(new Error('nobody waits'));
        yield { text: ' lock' };
      },
    };
    await assert.rejects(
      answer(question, portsOf({ writer }), defaultAskSettings, { signal: controller.signal }),
      /nobody waits/,
    );
  });
});
