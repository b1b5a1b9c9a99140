import assert from 'node:assert/strict';
import { corpusGleu } from '../../server/src/evaluation/gleu';
import { isCorrected, isFound, readCorrectExamples, readErrorExamples } from '../../server/src/evaluation/languageTool';
import { readM2, wholeAtHyphens } from '../../server/src/evaluation/m2';
import { correctedTokens, hypothesisM2, referenceM2, systemEdits } from '../../server/src/evaluation/systemEdits';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';

const finding = (start: number, end: number, ...replacements: string[]): Finding => ({
  start,
  end,
  kind: 'spelling',
  code: 'unknown-word',
  message: messageOf(''),
  confidence: 1,
  surprisalBits: 0,
  candidates: replacements.map((replacement) => ({ replacement, gain: 0 })),
  safe: false,
});

describe('GLEU', () => {
  const words = (text: string): string[] => text.split(' ');
  const source = words('He go to the big old school .');
  const reference = words('He goes to the big old school .');

  it('is 1 for the reference, and counts against a sentence what it should have changed', () => {
    assert.equal(corpusGleu([{ source, hypothesis: reference, references: [reference] }]), 1);
    // Of 8, 7, 6 and 5 n-grams 7, 5, 4 and 3 are right; 1, 2, 2 and 2 have "go" as the source has it.
    const expected = ((6 / 8) * (3 / 7) * (2 / 6) * (1 / 5)) ** (1 / 4);
    const gleu = corpusGleu([{ source, hypothesis: source, references: [reference] }]);
    assert.ok(Math.abs(gleu - expected) < 1e-12, `${gleu}`);
  });

  it('does not count against a sentence what is wrong in another way than its source', () => {
    const hypothesis = words('He gone to the big old school .');
    const expected = ((7 / 8) * (5 / 7) * (4 / 6) * (3 / 5)) ** (1 / 4);
    assert.ok(Math.abs(corpusGleu([{ source, hypothesis, references: [reference] }]) - expected) < 1e-12);
  });

  it('counts words that are missing, by the length of the reference', () => {
    const hypothesis = words('He goes to the big old school');
    assert.ok(Math.abs(corpusGleu([{ source, hypothesis, references: [reference] }]) - Math.exp(1 - 8 / 7)) < 1e-12);
  });

  it('is the mean over references, the same each time', () => {
    const other = words('He went to the big old school .');
    const both = [{ source, hypothesis: reference, references: [reference, other] }];
    const alone = corpusGleu([{ source, hypothesis: reference, references: [other] }]);
    const gleu = corpusGleu(both);
    assert.equal(gleu, corpusGleu(both));
    // 500 draws of one of two: a standard deviation of 2.2 % of the difference.
    assert.ok(Math.abs(gleu - (1 + alone) / 2) < 0.1 * (1 - alone), `${gleu}`);
  });
});

describe('what the product makes of a sentence in tokens', () => {
  const m2 = `S He do n't likes a well - known cat .
A 1 2|||R:VERB:SVA|||does|||REQUIRED|||-NONE-|||0
A 3 4|||R:VERB:FORM|||like|||REQUIRED|||-NONE-|||0
A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||1

S All is well .
A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0

`;
  // He don't likes a well-known cat.
  const findings = [finding(3, 8, "doesn't"), finding(9, 14, 'like'), finding(14, 14, ' the'), finding(28, 31)];
  const [first, second] = readM2(m2);
  const { tokens } = first!;

  it('is the first candidate of each finding', () => {
    assert.equal(
      correctedTokens(tokens, systemEdits(tokens, findings)).join(' '),
      "He does n't like the a well - known cat .",
    );
    assert.deepEqual(correctedTokens(tokens, []), tokens);
  });

  it('is cut into tokens as the corpus is', () => {
    const sentence = ['He', 'is', 'wel-known', ',', 'etc', '.'];
    const edits = (tokenize?: typeof wholeAtHyphens) =>
      systemEdits(sentence, [finding(6, 15, 'well-known')], tokenize).map(({ correction }) => correction);
    assert.deepEqual(edits(), ['well - known']);
    assert.deepEqual(edits(wholeAtHyphens), ['well-known']);
    assert.deepEqual(wholeAtHyphens("It isn't Mr. Smith's... (so)."), [
      ...['It', 'is', "n't", 'Mr.', 'Smith', "'s", '...', '(', 'so', ')', '.'],
    ]);
  });

  it('goes out as M2 with a type for each kind, and UNK where there is no candidate', () => {
    assert.equal(
      hypothesisM2(first!, findings),
      `S He do n't likes a well - known cat .
A 1 2|||R:spelling:unknown-word|||does|||REQUIRED|||-NONE-|||0
A 3 4|||R:spelling:unknown-word|||like|||REQUIRED|||-NONE-|||0
A 4 4|||M:spelling:unknown-word|||the|||REQUIRED|||-NONE-|||0
A 8 9|||UNK||||||REQUIRED|||-NONE-|||0

`,
    );
    assert.equal(hypothesisM2(second!, []), `${m2.slice(m2.indexOf('S All'))}`);
  });

  it('stands beside the gold edits as they were read, annotator by annotator', () => {
    assert.equal(referenceM2(first!) + referenceM2(second!), m2);
  });
});

describe("examples of LanguageTool's rules", () => {
  const [pair] = readErrorExamples(
    JSON.stringify({ rule: 'A', bad: 'It are a apple.', goods: ['It is a apple.', 'They are a apple.'] }),
  );

  it('are found where a finding touches what has to change', () => {
    assert.ok(isFound(pair!, [finding(3, 6)]));
    assert.ok(isFound(pair!, [finding(0, 2)]));
    assert.ok(!isFound(pair!, [finding(7, 8, 'an')]));
  });

  it('are corrected by the first candidates, of one finding or of all', () => {
    assert.ok(isCorrected(pair!, [finding(3, 6, 'is'), finding(7, 8, 'an')]));
    assert.ok(!isCorrected(pair!, [finding(3, 6, 'were', 'is')]));
    assert.ok(!isCorrected(pair!, [finding(3, 6)]));
  });

  it('are refused by line', () => {
    assert.throws(() => readErrorExamples('\n{"rule":"A","bad":"x","goods":[]}'), /line 2 is no example/);
    assert.throws(() => readCorrectExamples('{'), /line 1 is no example/);
  });
});
