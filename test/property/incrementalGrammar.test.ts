import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnalysisReport, AnalysisRequest, Analyzer, DocumentAnalysis } from '../../server/src/analysis/analyzer';
import { GrammarTier } from '../../server/src/analysis/grammarTier';
import { resolveSettings } from '../../server/src/configuration/settings';
import type { InferenceClient } from '../../server/src/inference/client';
import { shippedNeuralModel } from '../../server/src/inference/neuralModel';
import { loadDictionary } from '../../server/src/platform/dictionaries';
import { loadAnalyzer, loadGrammarChecker } from '../../server/src/platform/models';
import type { Finding } from '../../server/src/proofreading/finding';

const sentences = [
  'He is interested for music.',
  'The keys to the cabinet is on the table.',
  'She go to school every day.',
  'It has no mistaeks.',
  'They discussed about *the* plan.',
  'We wait for `it`.',
  '"I am agree", he said.',
];
const separators = [' ', ' ', '\n\n', '\n\n## A heading\n\n', '\n- ', '\n'];

const document = fc
  .array(fc.tuple(fc.constantFrom(...sentences), fc.constantFrom(...separators)), { minLength: 3, maxLength: 4 })
  .map((parts) => parts.flat().join(''));

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 1, 12),
  insert: fc.constantFrom('very ', '. ', '\n\n', 's', '', 'He do it. ', '<!-- surprisal-disable grammar -->'),
});

const applied = (text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string => {
  // Between words, so that most edits leave sentences that are worth judging.
  const from = text.indexOf(' ', Math.floor(at * text.length)) + 1;
  return text.slice(0, from) + insert + text.slice(from + remove);
};

const logit = (probability: number): number => Math.log(probability / (1 - probability));

describe('incremental analysis of grammar', function () {
  this.timeout(240_000);
  const { proofreading: settings } = resolveSettings([{ operatingPoint: 'eager' }]);
  const dictionary = loadDictionary([], []);
  let analyzer: Analyzer;
  let model: InferenceClient;

  before(async () => {
    analyzer = await loadAnalyzer();
    model = shippedNeuralModel({ childPath: 'dist/inference/child.cjs' });
  });
  after(() => model.dispose());

  const judged = async (analysis: DocumentAnalysis, tier: GrammarTier, text: string, version: number) => {
    const snapshot: AnalysisRequest['snapshot'] = { uri: 'file:///a', version, languageId: 'markdown', text };
    const pass = analysis.start({ snapshot, settings, dictionary });
    while (pass.advance());
    await tier.judgeAll(pass.grammarSentences());
    return pass.report(tier);
  };
  /** What is not a number of the model's. */
  const exact = ({ confidence: _, surprisalBits: __, candidates, message, ...rest }: Finding) => ({
    ...rest,
    template: message.template,
    replacements: candidates.map(({ replacement }) => replacement),
  });

  const assertSame = (one: AnalysisReport, other: AnalysisReport): void => {
    assert.deepEqual(one.findings.map(exact), other.findings.map(exact));
    for (const [index, { confidence }] of one.findings.entries())
      assert.ok(Math.abs(logit(confidence) - logit(other.findings[index]!.confidence)) < 1e-3);
    assert.deepEqual({ ...one, findings: [] }, { ...other, findings: [] });
  };

  for (const [name, neural, numRuns] of [
    ['n-grams alone', () => undefined, 30],
    ['the neural model', () => model, 2],
  ] as const) {
    it(`finds after edits what an analysis from scratch finds: ${name}`, async () => {
      const newTier = () => new GrammarTier(loadGrammarChecker(neural()));
      let found = 0;
      await fc.assert(
        fc.asyncProperty(document, fc.array(edit, { minLength: 1, maxLength: 3 }), async (original, edits) => {
          const analysis = analyzer.follow('markdown');
          const tier = newTier();
          let text = original;
          let report = await judged(analysis, tier, text, 0);
          for (const [version, one] of edits.entries()) {
            text = applied(text, one);
            report = await judged(analysis, tier, text, version + 1);
          }
          found += report.findings.filter(({ kind }) => kind === 'grammar').length;
          assertSame(report, await judged(analyzer.follow('markdown'), newTier(), text, 1));
        }),
        { numRuns, endOnFailure: true },
      );
      assert.ok(found > 0);
    });
  }
});
