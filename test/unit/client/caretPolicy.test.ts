import assert from 'node:assert/strict';
import { CaretPolicy } from '../../../client/src/caretPolicy';

const uri = 'file:///a.md';
const at = (line: number, character: number) => ({ line, character });
const on = (line: number, start: number, end: number) => ({ start: at(line, start), end: at(line, end) });
const finding = (name: string, line: number, start: number, end: number) => ({ name, range: on(line, start, end) });

describe('the caret policy', () => {
  const teh = finding('teh', 0, 4, 7);
  const wrod = finding('wrod', 0, 20, 24);

  /** A policy whose document was just typed in: the caret stands behind "teh". */
  const typing = () => {
    const policy = new CaretPolicy<ReturnType<typeof finding>>(() => 1000);
    policy.edit(uri, [on(0, 6, 7)], 2, 5000);
    policy.moveCarets(uri, [at(0, 7)]);
    policy.report(uri, [teh, wrod], 2);
    return policy;
  };
  const names = (policy: ReturnType<typeof typing>, now: number) =>
    policy.shown(uri, now)?.findings.map(({ name }) => name);

  it('holds back the finding on the word being written, shows the others, and says when the time has come', () => {
    const policy = typing();
    assert.deepEqual(names(policy, 5010), ['wrod']);
    assert.equal(policy.shown(uri, 5010)?.revealInMs, 990);
    assert.equal(policy.shown(uri, 5999)?.revealInMs, 1);
  });

  it('shows everything once the time has come', () => {
    assert.deepEqual(names(typing(), 6000), ['teh', 'wrod']);
    assert.equal(typing().shown(uri, 6000)?.revealInMs, undefined);
  });

  it('shows the finding as soon as the caret leaves it', () => {
    const policy = typing();
    policy.moveCarets(uri, [at(0, 8)]);
    assert.deepEqual(names(policy, 5010), ['teh', 'wrod']);
    assert.equal(policy.shown(uri, 5010)?.revealInMs, undefined);
  });

  it('does not hide what the caret merely visits', () => {
    const policy = typing();
    policy.moveCarets(uri, [at(0, 22)]);
    assert.deepEqual(names(policy, 5010), ['teh', 'wrod']);
  });

  it('holds back at every caret of several', () => {
    const policy = typing();
    policy.edit(uri, [on(0, 6, 7), on(0, 23, 24)], 3, 5100);
    policy.moveCarets(uri, [at(0, 7), at(0, 24)]);
    policy.report(uri, [teh, wrod], 3);
    assert.deepEqual(names(policy, 5110), []);
  });

  it('counts the delay from the last edit', () => {
    const policy = typing();
    policy.edit(uri, [on(0, 6, 7)], 3, 5900);
    policy.report(uri, [teh, wrod], 3);
    assert.deepEqual(names(policy, 6500), ['wrod']);
    assert.deepEqual(names(policy, 6900), ['teh', 'wrod']);
  });

  it('loses nothing that was held back when the server answers that nothing has changed', () => {
    const policy = typing();
    assert.deepEqual(names(policy, 5010), ['wrod']);
    policy.reportUnchanged(uri, 2);
    assert.deepEqual(names(policy, 5020), ['wrod']);
    assert.deepEqual(names(policy, 6000), ['teh', 'wrod']);
  });

  it('does not show a report about an older text, and shows it when the server says that it holds for the new one', () => {
    const policy = typing();
    policy.edit(uri, [on(3, 0, 1)], 3, 5100);
    policy.moveCarets(uri, [at(3, 1)]);
    assert.equal(policy.shown(uri, 5110), undefined);
    policy.reportUnchanged(uri, 3);
    assert.deepEqual(names(policy, 5120), ['teh', 'wrod']);
  });

  it('holds nothing back when the delay is none', () => {
    const policy = new CaretPolicy<ReturnType<typeof finding>>(() => 0);
    policy.edit(uri, [on(0, 6, 7)], 2, 5000);
    policy.moveCarets(uri, [at(0, 7)]);
    policy.report(uri, [teh], 2);
    assert.deepEqual(names(policy, 5000), ['teh']);
  });

  it('shows findings of files that nobody has open', () => {
    const policy = new CaretPolicy<ReturnType<typeof finding>>(() => 1000);
    policy.report(uri, [teh], undefined);
    assert.deepEqual(names(policy, 0), ['teh']);
  });

  it('keeps documents apart and forgets them', () => {
    const policy = typing();
    policy.report('file:///b.md', [teh], 1);
    assert.deepEqual(policy.shown('file:///b.md', 5010)?.findings, [teh]);
    policy.forget(uri);
    assert.deepEqual(names(policy, 5010), []);
  });
});
