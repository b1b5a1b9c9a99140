import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisPass, AnalysisReport, Analyzer } from '../../server/src/analysis/analyzer';
import { noGrammar } from '../../server/src/analysis/reportBuilder';
import { DocumentSession, type SessionPort } from '../../server/src/lsp/documentSession';
import type { DocumentSettings } from '../../server/src/lsp/settingsSource';

const report: AnalysisReport = {
  model: 'none',
  findings: [],
  words: 0,
  sentences: 0,
  suppressed: 0,
  grammar: noGrammar,
};
const settings = { proofreading: {}, dictionary: { has: () => false, forbids: () => false }, id: 1 };

/** A session whose passes do what the test says, and whose clock moves with each look at it. */
const sessionOf = (step: (count: number, document: TextDocument) => boolean) => {
  const document = TextDocument.create('untitled:a.md', 'markdown', 1, 'Some text.');
  let starts = 0;
  let now = 0;
  const analyzer: Analyzer = {
    prepare: async () => {},
    analyze: () => report,
    follow: () => ({
      start: () => {
        starts++;
        let count = 0;
        const pass: AnalysisPass = {
          advance: () => step(++count, document),
          firstDone: true,
          masked: undefined,
          report: () => report,
          grammarSentences: () => [],
        };
        return pass;
      },
    }),
  };
  const failures: unknown[] = [];
  let whenFailed: () => void = () => {};
  const port: SessionPort = {
    now: () => (now += 10),
    analyzerFor: async () => analyzer,
    settingsFor: async () => settings as unknown as DocumentSettings,
    grammarTier: async () => undefined,
    wantGrammar: () => {},
    onCompleted: () => {},
    onFailed: (error) => {
      failures.push(error);
      whenFailed();
    },
    onPass: () => {},
  };
  const failed = new Promise<void>((resolve) => {
    whenFailed = resolve;
  });
  return { session: new DocumentSession(document, port), failures, failed, starts: () => starts };
};

const edit = (document: TextDocument): void => {
  TextDocument.update(document, [{ text: 'Another text.' }], document.version + 1);
};

describe('a session of a document', () => {
  it('judges a text once however many ask for it at the same time', async () => {
    const { session, starts } = sessionOf((count) => count < 20);
    const outcomes = await Promise.all([1, 2, 3].map(() => session.judge(Number.POSITIVE_INFINITY)));
    assert.equal(starts(), 1);
    for (const outcome of outcomes) assert.ok(typeof outcome !== 'string' && outcome.complete);
  });

  it('does not tell of a text that changed while its last step was taken in the background', async () => {
    const { session } = sessionOf((count, document) => {
      if (count < 20) return true;
      edit(document);
      return false;
    });
    const partial = await session.judge(0);
    assert.ok(typeof partial !== 'string' && !partial.complete);
    assert.equal(await session.judge(Number.POSITIVE_INFINITY), 'superseded');
  });

  it('answers what is in view before there is a mask, but never where the whole text is asked for', async () => {
    const { session } = sessionOf((count) => count < 20);
    const partial = await session.judge(1_000_000);
    assert.ok(typeof partial !== 'string' && !partial.complete);
    const whole = await session.judge(Number.POSITIVE_INFINITY);
    assert.ok(typeof whole !== 'string' && whole.complete);
  });

  it('can be cancelled while a text is masked', async () => {
    const token = { isCancellationRequested: false };
    const { session } = sessionOf((count) => {
      if (count === 3) setImmediate(() => Object.assign(token, { isCancellationRequested: true }));
      assert.ok(count < 1000, 'never looked at messages');
      return true;
    });
    assert.equal(await session.masked(token), undefined);
  });

  it('names how far two passes of the same text got, so that neither passes for the other', async () => {
    const { session } = sessionOf((count) => count < 20);
    const one = await session.judge(0);
    session.reset();
    const other = await session.judge(0);
    assert.ok(typeof one !== 'string' && typeof other !== 'string');
    assert.notEqual(one.progress, other.progress);
  });

  it('starts anew after a step that failed, whoever asked for it', async () => {
    let healthy = false;
    const { session } = sessionOf((count) => {
      if (!healthy) throw new Error('a step failed');
      return count < 5;
    });
    await assert.rejects(session.judge(Number.POSITIVE_INFINITY), /a step failed/);
    await assert.rejects(session.masked(), /a step failed/);
    healthy = true;
    const outcome = await session.judge(Number.POSITIVE_INFINITY);
    assert.ok(typeof outcome !== 'string' && outcome.complete);
  });

  it('tells of a step that failed in the background, and starts anew', async () => {
    let failing = true;
    const { session, failures, failed } = sessionOf((count) => {
      if (failing && count === 10) throw new Error('a step failed');
      return count < 20;
    });
    assert.notEqual(typeof (await session.judge(0)), 'string');
    await failed;
    assert.equal(failures.length, 1);
    failing = false;
    const outcome = await session.judge(Number.POSITIVE_INFINITY);
    assert.ok(typeof outcome !== 'string' && outcome.complete);
  });
});
