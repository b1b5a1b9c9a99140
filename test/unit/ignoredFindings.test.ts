import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IgnoredFindings, ignoredContext } from '../../server/src/lsp/ignoredFindings';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';

const text = 'It has no mistaeks. It has no othres, and teh end.';
const findingAt = (word: string): Finding => {
  const start = text.indexOf(word);
  const span = {
    start,
    end: start + word.length,
    kind: 'spelling',
    code: 'unknown-word',
    message: messageOf(''),
  } as const;
  return { ...span, confidence: 0.9, surprisalBits: 9, candidates: [], safe: false };
};

describe('ignored findings', () => {
  let path: string;
  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'surprisal-')), 'user', 'ignored.json');
  });

  it('of two windows are all kept', async () => {
    const [one, other] = [new IgnoredFindings(path), new IgnoredFindings(path)];
    await one.add(ignoredContext(text, findingAt('mistaeks')));
    await other.add(ignoredContext(text, findingAt('othres')));
    await one.add(ignoredContext(text, findingAt('teh')));
    const later = new IgnoredFindings(path);
    for (const word of ['mistaeks', 'othres', 'teh'])
      for (const findings of [one, later]) assert.ok(findings.has({ text }, findingAt(word)), word);
    assert.ok(!later.has({ text }, findingAt('It')));
  });

  it('leave no text behind', async () => {
    await new IgnoredFindings(path).add(ignoredContext(text, findingAt('mistaeks')));
    assert.match(readFileSync(path, 'utf8'), /^\["[0-9a-f]{20}"\]\n$/);
  });

  it('beyond ten thousand are forgotten, the oldest first', async () => {
    const ignored = new IgnoredFindings(path);
    const oldest = ignoredContext(text, findingAt('mistaeks'));
    await ignored.add(oldest);
    const many = Array.from({ length: 9999 }, (_, n) => n.toString(16).padStart(20, '0'));
    for (const context of many.slice(0, 3)) await ignored.add(context);
    assert.ok(ignored.has({ text }, findingAt('mistaeks')));
    // As if earlier sessions had written them.
    writeFileSync(path, JSON.stringify([oldest, ...many]));
    const later = new IgnoredFindings(path);
    await later.add(ignoredContext(text, findingAt('othres')));
    assert.ok(!later.has({ text }, findingAt('mistaeks')));
    assert.ok(later.has({ text }, findingAt('othres')));
  });
});
