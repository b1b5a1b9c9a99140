import assert from 'node:assert/strict';
import { answerMarkdown, placeOf, stateText } from '../../../client/src/ask/answerText';
import { AskedQuestion } from '../../../client/src/ask/askedQuestion';
import { answerText, searchText } from '../../../client/src/ask/toolText';
import type { AnswerExtract, AskResult } from '../../../server/src/shared/askProtocol';
import type { SearchResult } from '../../../server/src/shared/searchProtocol';

const t = (message: string, ...values: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const extract = (text: string, line: number, more: Partial<AnswerExtract> = {}): AnswerExtract => ({
  uri: 'file:///notes/docs/garden.md',
  path: 'docs/garden.md',
  headings: ['Garden', 'Tomatoes'],
  range: { start: { line, character: 0 }, end: { line, character: text.length } },
  text,
  passage: text,
  score: 0.9,
  ...more,
});
const readiness = { state: 'ready', isComplete: true, passages: 9, embedded: 9 } as const;
const result = (more: Partial<AskResult> = {}): AskResult => ({
  extracts: [extract('Water them in the morning.', 4), extract('Never at night.', 5)],
  refused: false,
  confidence: 0.8,
  notes: [],
  readiness,
  ...more,
});
const generated = {
  model: 'a-model',
  prompt: 'the prompt',
  dropped: 0,
  sentences: [
    { text: 'Water them in the morning.', supported: true, citations: [0] },
    { text: 'Use the *blue* can.', supported: false, citations: [] },
  ],
};
const answered = (more: Partial<AskResult> = {}) => {
  const asked = new AskedQuestion(1, 'When do I water\ntomatoes?');
  asked.finish(result(more));
  return asked;
};

describe('an answer', () => {
  it('shows what has come, and nothing unchecked once it has ended', () => {
    const asked = new AskedQuestion(1, 'When?');
    assert.equal(stateText(asked, t), 'looking for passages…');
    asked.add({ kind: 'extracts', extracts: result().extracts });
    assert.equal(stateText(asked, t), 'writing…');
    asked.add({ kind: 'text', text: 'Water them ' });
    asked.add({ kind: 'text', text: 'in' });
    assert.equal(asked.draft, 'Water them in');
    asked.add({ kind: 'sentences', sentences: generated.sentences });
    assert.equal(asked.draft, '');
    asked.add({ kind: 'text', text: 'And' });
    asked.cancel();
    assert.equal(stateText(asked, t), 'cancelled');
    assert.deepEqual(
      [asked.draft, asked.sentences.length, asked.extracts.length, asked.problem],
      ['', 2, 2, undefined],
    );
  });

  it('says that the workspace does not answer, and what went wrong', () => {
    assert.equal(stateText(answered(), t), '2 citations');
    assert.equal(stateText(answered({ refused: true }), t), 'Not found in this workspace');
    const failed = answered({ problem: 'There is no folder.', extracts: [] });
    assert.equal(stateText(failed, t), 'not answered');
    assert.match(answerMarkdown(failed, t), /_There is no folder\._/);
  });

  it('names the line of a passage whose file is elsewhere, and the folder of several', () => {
    assert.equal(placeOf(extract('x', 4)), 'docs/garden.md:5');
    assert.equal(placeOf(extract('x', 4, { folder: 'notes' })), 'notes/docs/garden.md:5');
    assert.equal(placeOf(extract('x', 4, { source: 'handbook', firstLine: 100 })), 'handbook/docs/garden.md:105');
  });

  it('is Markdown with links and marks of what is unsupported; what it quotes is no markup', () => {
    const asked = answered({
      generated,
      notes: ['No time was left.'],
      extracts: [extract('Water `them`\n<b>in</b> the morning.', 4), extract('Never.', 5, { path: 'a (1)/b c.md' })],
    });
    assert.equal(
      answerMarkdown(asked, t),
      `**When do I water tomatoes?**

Water them in the morning. \\[1\\] Use the \\*blue\\* can. _(not supported by the passages)_

_Written by a-model: likely, not certain._

_No time was left._

1. [docs/garden.md:5](docs/garden.md#L5): Water \\\`them\\\` \\<b\\>in\\</b\\> the morning.

2. [a (1)/b c.md:6](a%20%281%29/b%20c.md#L6): Never.
`,
    );
    assert.match(answerMarkdown(answered({ refused: true }), t), /\n_Not found in this workspace_\n/);
  });

  it('cites only extracts that are there', () => {
    const asked = answered();
    assert.deepEqual(asked.cited({ text: '', supported: true, citations: [1, 7] }), [result().extracts[1]]);
  });
});

describe('what a tool tells a language model', () => {
  const hits: SearchResult = {
    hits: [
      {
        ...extract('Water them.', 4),
        marked: { start: 0, end: 11 },
        markedRange: extract('', 4).range,
      },
    ],
    readiness,
  };

  it('has passages and sentences with their places and headings', () => {
    assert.equal(searchText(hits), 'docs/garden.md:5 (Garden > Tomatoes)\nWater them.');
    assert.equal(
      answerText(result()),
      'What the workspace says:\n\ndocs/garden.md:5 (Garden > Tomatoes)\nWater them in the morning.\n\ndocs/garden.md:6 (Garden > Tomatoes)\nNever at night.',
    );
  });

  it('says when nothing answers, what is wrong, and that files are still being read', () => {
    assert.match(answerText(result({ refused: true })), /^Not found in this workspace\.\n\nWhat comes nearest/);
    assert.match(answerText(result({ refused: true, extracts: [] })), /^Not found in this workspace\.$/);
    assert.match(answerText(result({ problem: 'there is no folder' })), /could not be asked: there is no folder/);
    assert.match(searchText({ ...hits, hits: [] }), /Nothing was found/);
    assert.match(searchText({ ...hits, problem: 'a quotation mark is not closed' }), /a quotation mark is not closed/);
    const unread = { ...readiness, isComplete: false };
    assert.match(searchText({ ...hits, readiness: unread }), /still being made/);
    assert.match(answerText(result({ readiness: unread })), /still being made/);
  });
});
