import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { AcceptedEdits } from '../../server/src/lsp/acceptedEdits';
import { Feedback } from '../../server/src/lsp/feedback';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';

const finding = (code: string, confidence: number, kind: Finding['kind'] = 'grammar'): Finding => ({
  ...{ start: 0, end: 1, kind, code, confidence },
  message: messageOf(''),
  surprisalBits: 0,
  candidates: [],
  safe: false,
});

describe('what is learnt from suggestions', () => {
  let path: string;
  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'surprisal-')), 'user', 'learnt.json');
  });

  it('hides unsure findings of a class that is ignored, of that class alone, until its suggestions are taken', async () => {
    const feedback = new Feedback(path);
    const least = () => 0.2;
    const hides = (code: string, confidence: number) => feedback.hides(finding(code, confidence), least);
    assert.ok(!hides('agreement', 0.21));
    await feedback.add('agreement', 'ignored');
    assert.ok(hides('agreement', 0.21));
    assert.ok(!hides('agreement', 0.9));
    assert.ok(!hides('hyphen', 0.21));
    assert.ok(!feedback.hides(finding('agreement', 0.01, 'spelling'), least));
    await feedback.add('agreement', 'accepted');
    await feedback.add('agreement', 'accepted');
    assert.ok(!hides('agreement', 0.21));
  });

  it('moves a threshold by a quarter or a half, between -1 and 2, and counts all', async () => {
    const feedback = new Feedback(path);
    for (let i = 0; i < 6; i++) await feedback.add('hyphen', i % 2 === 0 ? 'ignored' : 'undone');
    assert.deepEqual(feedback.classes['hyphen'], { shift: 2, accepted: 0, ignored: 3, undone: 3 });
    for (let i = 0; i < 14; i++) await feedback.add('hyphen', 'accepted');
    assert.deepEqual(feedback.classes['hyphen'], { shift: -1, accepted: 14, ignored: 3, undone: 3 });
    // Lower thresholds hold from the next start, when nothing has been judged.
    assert.deepEqual(feedback.loweredThresholds, {});
    assert.deepEqual(new Feedback(path).loweredThresholds, { hyphen: -1 });
  });

  it('of two windows is all kept, moves the generation, and is gone once it is forgotten', async () => {
    const [one, other] = [new Feedback(path), new Feedback(path)];
    await Promise.all([one.add('agreement', 'ignored'), one.add('agreement', 'ignored')]);
    await other.add('agreement', 'accepted');
    assert.deepEqual(other.classes['agreement'], { shift: 0.75, accepted: 1, ignored: 2, undone: 0 });
    const { generation } = other;
    await other.forget();
    assert.ok(other.generation > generation);
    assert.deepEqual(other.classes, {});
    assert.ok(!existsSync(path));
  });

  it('is nothing where the file holds something else, which is replaced with the next outcome', async () => {
    mkdirSync(dirname(path), { recursive: true });
    for (const content of ['', '[]', '{"version":1,"classes":{"agreement":{"shift":1e9}}}']) {
      writeFileSync(path, content);
      const feedback = new Feedback(path);
      assert.deepEqual(feedback.classes, {});
      await feedback.add('agreement', 'accepted');
      assert.deepEqual(Object.keys((JSON.parse(readFileSync(path, 'utf8')) as { classes: object }).classes), [
        'agreement',
      ]);
    }
  });
});

describe('suggestions that were taken', () => {
  const text = 'He is interested in music, and plays the piano well every day.';
  const edit = { grammarClass: 'preposition-replace', start: text.indexOf('in music'), before: 'for', after: 'in' };
  const documentOf = (content: string, uri = 'file:///a') => TextDocument.create(uri, 'markdown', 1, content);
  const undone = text.replace(' in ', ' for ');

  it('are seen to be taken back, once', () => {
    const edits = new AcceptedEdits();
    assert.ok(edits.remember(documentOf(text), edit));
    assert.deepEqual(edits.undoneIn(documentOf(text)), []);
    assert.deepEqual(edits.undoneIn(documentOf(undone, 'file:///b')), []);
    assert.deepEqual(edits.undoneIn(documentOf(undone)), ['preposition-replace']);
    assert.deepEqual(edits.undoneIn(documentOf(undone)), []);
  });

  it('are not where the words around are others, nor where the document does not hold the edit', () => {
    const edits = new AcceptedEdits();
    assert.ok(!edits.remember(documentOf(undone), edit));
    assert.ok(edits.remember(documentOf(text), edit));
    assert.deepEqual(edits.undoneIn(documentOf(undone.replace('music', 'chess'))), []);
  });

  it('may be insertions and deletions, at the end of the document too', () => {
    const edits = new AcceptedEdits();
    const ending = 'It is on the table.';
    const end = ending.length - 1;
    assert.ok(edits.remember(documentOf(ending), { grammarClass: 'punctuation', start: end, before: '', after: '.' }));
    assert.deepEqual(edits.undoneIn(documentOf(ending.slice(0, end))), ['punctuation']);
    assert.ok(edits.remember(documentOf(ending), { grammarClass: 'hyphen', start: 6, before: 'up', after: '' }));
    assert.deepEqual(edits.undoneIn(documentOf('It is upon the table.')), ['hyphen']);
  });
});
