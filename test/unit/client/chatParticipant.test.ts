import assert from 'node:assert/strict';
import type { ParticipantParts } from '../../../client/src/ask/chatParticipant';
import type { AnswerExtract, AskResult } from '../../../server/src/shared/askProtocol';
import { loadClientModule } from '../../support/clientModule';

interface Request {
  readonly prompt: string;
  readonly command?: string;
}
type Handler = (request: Request, context: object, stream: object, token: object) => Promise<object>;

const disposable = { dispose: () => {} };

/** As much of VS Code as the module looks at: what is streamed comes out as text, a place in angle brackets. */
const load = (parts: object, hasChat = true) => {
  let handler: Handler | undefined;
  const vscode = {
    Disposable: { from: () => disposable },
    l10n: { t: (message: string, ...values: unknown[]) => message.replace(/\{(\d)\}/g, (_, at) => String(values[at])) },
    Location: class {},
    Range: class {},
    ThemeIcon: class {},
    Uri: { parse: (uri: string) => uri },
    MarkdownString: class {
      constructor(public value = '') {}
      appendText(text: string) {
        this.value += text.replace(/[\\`*_{}[\]()#+\-!~<>]/g, '\\$&');
        return this;
      }
    },
    ...(hasChat && {
      chat: {
        createChatParticipant: (_: string, own: Handler) => {
          handler = own;
          return { ...disposable };
        },
      },
    }),
  };
  loadClientModule<{ registerChatParticipant(parts: object): object }>(
    'client/src/ask/chatParticipant.ts',
    vscode,
  ).registerChatParticipant(parts);
  return async (request: Request, isCancelled = false) => {
    let text = '';
    const references: string[] = [];
    const stream = {
      markdown: (part: string | { value: string }) => {
        text += typeof part === 'string' ? part : part.value;
      },
      anchor: (_: object, title: string) => {
        text += `<${title}>`;
      },
      reference: () => references.push(text),
      progress: () => {},
    };
    const result = await handler!(request, {}, stream, { isCancellationRequested: isCancelled });
    return { text, references, result };
  };
};

const extract = (text: string, line: number): AnswerExtract => ({
  uri: 'file:///notes/garden.md',
  path: 'garden.md',
  headings: ['Garden'],
  range: { start: { line, character: 0 }, end: { line, character: text.length } },
  text,
  passage: text,
  score: 1,
});
const answered: AskResult = {
  extracts: [extract('Water *them* in the morning.', 4), extract('Never at night.', 5)],
  refused: false,
  confidence: 0.9,
  notes: [],
  readiness: { state: 'ready', isComplete: true, passages: 2, embedded: 2 },
  generated: {
    model: 'a-model',
    prompt: 'the prompt',
    dropped: 0,
    sentences: [
      { text: 'In the morning.', supported: true, citations: [0] },
      { text: 'With a can.', supported: false, citations: [] },
    ],
  },
};
const asking = (ask: ParticipantParts['questions']['ask']) => load({ questions: { ask } });

describe('the participant of the chat', () => {
  it('refers to passages as they come, and tells an answer with its citations, none of it as markup', async () => {
    const say = asking(async (_, onPart) => {
      onPart({ kind: 'extracts', extracts: answered.extracts.slice(0, 1) });
      onPart({ kind: 'extracts', extracts: answered.extracts });
      return answered;
    });
    const { text, references } = await say({ prompt: 'When?' });
    assert.deepEqual(references, ['', ''], 'each once, before any text');
    assert.equal(
      text,
      [
        'In the morning. \\[1\\] With a can. _(not supported by the passages)_ \n\n_Written by a-model: likely, not certain._\n',
        '1. <garden.md:5> Water \\*them\\* in the morning.',
        '2. <garden.md:6> Never at night.',
      ].join('\n'),
    );
  });

  it('says that the workspace does not answer, and what is missing', async () => {
    const { generated: _, ...found } = answered;
    const { text } = await asking(async () => ({ ...found, refused: true, notes: ['No time was left.'] }))({
      prompt: 'When?',
    });
    assert.match(text, /^\*\*Not found in this workspace\*\*\n\n1\. <garden\.md:5>/);
    assert.match(text, /\n\nNo time was left\.$/);
  });

  it('lists passages where that is asked for', async () => {
    const hit = { ...extract('Water them.', 4), marked: { start: 0, end: 11 }, markedRange: extract('', 4).range };
    const { readiness } = answered;
    const say = load({ search: { search: async () => ({ hits: [hit], readiness }) } });
    assert.equal((await say({ prompt: 'water', command: 'search' })).text, '\n1. <garden.md:5> Water them.');
  });

  it('asks for a question, tells what fails, and nothing of what was cancelled', async () => {
    const failing = asking(async () => {
      throw new Error('The language server is not running.');
    });
    assert.match((await failing({ prompt: ' ' })).text, /Ask a question/);
    const { result } = await failing({ prompt: 'When?' });
    assert.deepEqual(result, { errorDetails: { message: 'The language server is not running.' } });
    assert.deepEqual((await failing({ prompt: 'When?' }, true)).result, {});
  });

  it('is left out where VS Code has no chat', () => {
    assert.doesNotThrow(() => load({}, false));
  });
});
