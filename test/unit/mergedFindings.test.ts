import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../server/src/proofreading/finding';
import { mergedFindings } from '../../server/src/proofreading/mergedFindings';
import { messageOf } from '../../server/src/proofreading/message';

const finding = (
  start: number,
  end: number,
  confidence: number,
  kind: Finding['kind'] = 'grammar',
  code = 'agreement',
  ...replacements: readonly string[]
): Finding => ({
  ...{ start, end, kind, code, confidence },
  message: messageOf(''),
  surprisalBits: 0,
  candidates: replacements.map((replacement) => ({ replacement, gain: 1 })),
  safe: false,
});

describe('findings of both tiers', () => {
  it('keep what n-grams found unless grammar is surer than all of it that it overlaps', () => {
    const spacing = finding(0, 2, 0.9, 'spacing');
    const article = finding(4, 5, 0.95, 'article');
    assert.deepEqual(mergedFindings([spacing, article], [finding(1, 5, 0.92)]), [spacing, article]);
    assert.deepEqual(mergedFindings([spacing, article], [finding(1, 5, 0.95)]), [spacing, article]);
    const surer = finding(1, 5, 0.96);
    assert.deepEqual(mergedFindings([spacing, article], [surer]), [surer]);
  });

  it('stand beside each other where they only touch, and two insertions at one place do not', () => {
    const spacing = finding(0, 2, 0.9, 'spacing');
    const insertion = finding(2, 2, 0.5);
    assert.deepEqual(mergedFindings([spacing], [insertion]), [spacing, insertion]);
    assert.deepEqual(mergedFindings([finding(2, 2, 0.4, 'spacing')], [insertion]), [insertion]);
  });

  it('leave a misspelling one, with its other candidates, and the surer candidate first', () => {
    const misspelling = finding(0, 8, 0.8, 'spelling', 'unknown-word', 'mistakes', 'mistake');
    const [merged, ...others] = mergedFindings([misspelling], [finding(0, 8, 0.9, 'grammar', 'spelling', 'mistake')]);
    assert.deepEqual(others, []);
    assert.deepEqual([merged?.kind, merged?.code, merged?.confidence], ['spelling', 'unknown-word', 0.9]);
    assert.deepEqual(
      merged?.candidates.map(({ replacement }) => replacement),
      ['mistake', 'mistakes'],
    );
  });

  it('are ascending and disjoint, and each of n-grams is there or yields to a surer one', () => {
    const tier = (kind: Finding['kind']) =>
      fc
        .array(
          fc.record({
            gap: fc.nat(3),
            length: fc.integer({ min: 1, max: 4 }),
            confidence: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
        )
        .map((items) => {
          let end = 0;
          return items.map(({ gap, length, confidence }) => {
            const start = end + gap;
            end = start + length;
            return finding(start, end, confidence, kind);
          });
        });
    fc.assert(
      fc.property(tier('spacing'), tier('grammar'), (found, grammar) => {
        const merged = mergedFindings(found, grammar);
        for (const [index, { start }] of merged.entries()) assert.ok(index === 0 || merged[index - 1]!.end <= start);
        for (const one of found)
          assert.ok(
            merged.includes(one) ||
              merged.some(
                ({ kind, start, end, confidence }) =>
                  kind === 'grammar' && start < one.end && one.start < end && confidence > one.confidence,
              ),
          );
      }),
    );
  });
});
