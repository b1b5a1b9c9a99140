import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CandidateEdit } from '../../../server/src/lm/languageModel';
import { openTinyModel, type TinyModel } from './tinyModel';

/** Of the hidden rows of the tiny model. */
const TINY_WIDTH = 64;

const sentence = 'The end of the line is where they were going to stop, and then on again to the other end.';
const apply = (text: string, { start, end, replacement }: CandidateEdit) =>
  text.slice(0, start) + replacement + text.slice(end);
const near = (one: number, other: number, what: string, tolerance = 2e-3) =>
  assert.ok(Math.abs(one - other) < tolerance, `${what}: ${one} is not ${other}`);

describe('gains of candidate edits', () => {
  let tiny: TinyModel;
  /** Keeps nothing from call to call, so that it is an oracle for what does. */
  let other: TinyModel;
  before(async () => {
    tiny = await openTinyModel();
    other = await openTinyModel();
  });

  const word = (text: string, found: string, replacement: string): CandidateEdit => {
    const start = text.indexOf(found);
    return { start, end: start + found.length, replacement };
  };

  async function wholeScore(text: string, leftContext: string): Promise<number> {
    const [scores] = await other.model.scoreCandidates([{ sentence: text, leftContext, edits: [] }]);
    return scores!.sentence.logProbability;
  }

  async function assertGains(text: string, edits: readonly CandidateEdit[], leftContext = ''): Promise<void> {
    const [scores] = await tiny.model.scoreCandidates([{ sentence: text, leftContext, edits }]);
    const whole = await wholeScore(text, leftContext);
    near(scores!.sentence.logProbability, whole, text);
    for (const [index, edit] of edits.entries()) {
      const edited = apply(text, edit);
      near(scores!.gains[index]!, (await wholeScore(edited, leftContext)) - whole, JSON.stringify(edited));
    }
  }

  const edits = [
    word(sentence, 'they', 'we'),
    word(sentence, 'they were', 'he was'),
    word(sentence, 'of ', ''),
    word(sentence, 'stop', 'stop it'),
    word(sentence, 'The', 'A'),
    // Deletions and insertions at the end, and nothing at all.
    word(sentence, '.', ''),
    word(sentence, ' end.', ''),
    { start: sentence.length, end: sentence.length, replacement: ' Yes.' },
    { start: 0, end: sentence.length, replacement: '' },
    { start: 4, end: 4, replacement: '' },
    // The space belongs to the next token, and a part of a word changes how the rest of it is cut.
    word(sentence, ' line', 'line'),
    word(sentence, 'oing', 'one'),
    word(sentence, 'e', '🎉'),
  ];

  it('are those of whole sentences', () => assertGains(sentence, edits));

  it('are those of whole sentences after what stands before', async () => {
    await assertGains(sentence, edits, 'It was said of them.');
    await assertGains(sentence, edits, 'A heading\n');
    await assertGains(sentence, edits, 'It was all of it said. '.repeat(60));
  });

  it('are the same for random edits of random texts, with all that may be in them', async () => {
    const text = fc
      .array(
        fc.constantFrom('the', ' the', ' end', ' of', '🎉', 'é', '\uE000', '\uE001', '.', '\r\n', ' ', '12', '\ud83d'),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, text, fc.nat(), fc.nat(), async (one, replacement, from, length) => {
        const start = from % (one.length + 1);
        await assertGains(one, [{ start, end: start + (length % (one.length - start + 1)), replacement }], 'So.');
      }),
      { numRuns: 60 },
    );
  });

  it('read each token once, and no last token of a branch', async () => {
    const fresh = await openTinyModel();
    const ids = fresh.tokenizer.encode('The end').ids;
    const [scores] = await fresh.model.scoreCandidates([
      {
        sentence: 'The end',
        edits: [
          { start: 3, end: 7, replacement: '' },
          { start: 7, end: 7, replacement: ' of' },
          { start: 7, end: 7, replacement: ' of the' },
        ],
      },
    ]);
    const [of, the] = [' of', ' the'].map((part) => fresh.tokenizer.encode(part).ids.length) as [number, number];
    // The sentence, then the branches.
    assert.equal(fresh.body.runs, 2);
    assert.equal(fresh.body.tokens, ids.length + of + the);
    assert.equal(scores!.tokensRead, ids.length + of + the);
  });

  it('of one token a branch are those of what may stand at a place, and take no token more than the sentence', async () => {
    const fresh = await openTinyModel();
    const edit = word(sentence, 'line', 'way');
    const [cut] = await fresh.model.scoreCandidates([{ sentence, edits: [edit, word(sentence, 'of ', '')] }], {
      branchTokens: 1,
    });
    assert.equal(cut!.tokensRead, fresh.tokenizer.encode(sentence).ids.length);
    const whole = await other.model.score([sentence, apply(sentence, edit), sentence.replace('of ', '')]);
    const place = (before: string) => tiny.tokenizer.encode(before).ids.length;
    const at = (text: number, token: number) => whole[text]!.tokens[token]!.logProbability;
    const line = place('The end of the');
    near(cut!.gains[0]!, at(1, line) - at(0, line), 'way for line');
    near(cut!.gains[1]!, at(2, place('The end')) - at(0, place('The end')), 'the for of');
  });

  it('come with linear functions of what the model holds after each token, whether it was read before or not', async () => {
    const fresh = await openTinyModel();
    const [one, other] = [0, 1].map((place) => new Float32Array(TINY_WIDTH).fill(0).fill(1, place, place + 1));
    const both = one!.map((value, place) => value + 2 * other![place]!);
    const request = [{ sentence, leftContext: 'I looked.', edits: [] }];
    const options = { projection: [one!, other!, both] };
    const [first] = await fresh.model.scoreCandidates(request, options);
    const rows = first!.projected!;
    assert.equal(rows.length, first!.sentence.tokens.length - 1);
    for (const [a, b, sum] of rows) near(sum!, a! + 2 * b!, 'sum');
    assert.ok(new Set(rows.map(([a]) => a)).size > rows.length / 2);
    assert.deepEqual((await fresh.model.scoreCandidates(request, options))[0]!.projected, rows);
  });

  it('tell the changed tokens from their right context', async () => {
    const edit = word(sentence, 'they were', 'he was here');
    const [scores] = await tiny.model.scoreCandidates([{ sentence, edits: [edit] }]);
    const [own, edited] = await other.model.score([sentence, apply(sentence, edit)]);
    const sum = (score: typeof own, start: number, text: string) =>
      score!.tokens
        .slice(start, start + tiny.tokenizer.encode(text).ids.length)
        .reduce((total, { logProbability }) => total + logProbability, 0);
    const start = tiny.tokenizer.encode('The end of the line is where').ids.length;
    const change = scores!.changes[0]!;
    near(change.replaced, sum(own, start, ' they were'), 'replaced');
    near(change.edited, sum(edited, start, ' he was here'), 'edited');
    assert.equal(change.replacedCount, tiny.tokenizer.encode(' they were').ids.length);
    assert.equal(change.editedCount, tiny.tokenizer.encode(' he was here').ids.length);
  });

  it('with a right context compare so many tokens after the edit and no more', async () => {
    const edit = word(sentence, 'line', 'way');
    const after = (text: string, count: number) => {
      const read = tiny.tokenizer.encode(text).ids;
      const start = tiny.tokenizer.encode('The end of the').ids.length;
      return { start, end: start + 1 + count, length: read.length };
    };
    for (const rightContext of [0, 1, 6]) {
      const [cut] = await tiny.model.scoreCandidates([{ sentence, edits: [edit] }], { rightContext });
      const [own, edited] = await other.model.score([sentence, apply(sentence, edit)]);
      const sum = (score: typeof own, text: string, changed: string) => {
        const tokens = tiny.tokenizer.encode(changed).ids.length;
        const { start } = after(text, 0);
        return score!.tokens
          .slice(start, start + tokens + rightContext)
          .reduce((total, { logProbability }) => total + logProbability, 0);
      };
      const expected = sum(edited, apply(sentence, edit), ' way') - sum(own, sentence, ' line');
      near(cut!.gains[0]!, expected, `right context ${rightContext}`);
    }
  });

  it('of more edits than a run takes come from several', async () => {
    const many = Array.from({ length: 90 }, (_, index) => ({
      start: index % 80,
      end: (index % 80) + 1,
      replacement: ` the${index}`,
    }));
    const before = tiny.body.runs;
    await assertGains(sentence, many);
    assert.ok(tiny.body.runs - before > 1);
    const long = `${'all of the '.repeat(90)}end`;
    await assertGains(long, [
      word(long, 'end', 'way'),
      { start: 0, end: 3, replacement: 'A' },
      { start: 500, end: 504, replacement: '' },
    ]);
  });

  it('of a sentence longer than the view are those of a part of it', async function () {
    this.timeout(60_000);
    const long = `${'all of the end and then on again to the other one, '.repeat(100)}stop.`;
    assert.ok(tiny.tokenizer.encode(long).ids.length > 1200);
    const wanted = [
      word(long, 'stop', 'the'),
      { start: 0, end: 3, replacement: 'A' },
      { start: 2000, end: 2010, replacement: '' },
      { start: 7, end: 7, replacement: '' },
    ];
    const [scores] = await tiny.model.scoreCandidates([{ sentence: long, edits: wanted }]);
    assert.ok(scores!.gains.every(Number.isFinite));
    assert.notEqual(scores!.gains[0], 0);
    assert.equal(scores!.gains[3], 0);
    const [score] = await tiny.model.score([long]);
    assert.deepEqual(scores!.sentence.tokens.length, score!.tokens.length);
    assert.ok(score!.tokens.every(({ logProbability }) => logProbability < 0));
  });
});
