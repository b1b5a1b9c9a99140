import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateClean } from '../../server/src/cli/eval/clean';
import type { EvaluationOptions } from '../../server/src/cli/eval/evaluationResult';
import { evaluateGrammar } from '../../server/src/cli/eval/grammar';
import { evaluateJfleg } from '../../server/src/cli/eval/jfleg';
import { evaluateLanguageTool } from '../../server/src/cli/eval/languageTool';
import type { CleanProse } from '../../server/src/evaluation/cleanProse';
import { type GrammarScore, scoreGrammar } from '../../server/src/evaluation/grammar';
import { detokenize, readM2 } from '../../server/src/evaluation/m2';
import type { OperatingPoint } from '../../server/src/proofreading/settings';
import { asFinding, type PeerProofreader } from './peerProofreaders';
import { markdownTable } from './table';

/** Both models take about a second a sentence on two busy cores: they see a sample, and so does whoever is compared with them. */
const usual = { gec: 8, jfleg: 4, languageTool: 8, clean: 5 } as const;
const few = { gec: 100, jfleg: 60, languageTool: 200, clean: 70 } as const;
type Samples = Readonly<Record<keyof typeof usual, number>>;

const systems = [
  ['both models', 'neural'],
  ['n-gram model alone', 'ngram'],
] as const;

const optionsOf = (model: string, operatingPoint: OperatingPoint, every: number): EvaluationOptions => ({
  format: 'json',
  dialect: 'en',
  list: 0,
  model,
  operatingPoint,
  every,
});

/** The grammar of both tiers, each on the same sample as Harper. cspell does not look at grammar. */
export async function benchGrammar(folder: string, peers: readonly PeerProofreader[], quick: boolean): Promise<string> {
  const samples = quick ? few : usual;
  const harper = peers.find(({ name }) => name === 'Harper');
  return [
    await corrections(join(folder, 'bea19-dev/bea-dev.m2'), samples, harper),
    await fluency(join(folder, 'jfleg-dev'), samples),
    await examples(join(folder, 'languagetool'), samples),
    await falseAlarms(join(folder, 'clean-dev'), samples),
  ].join('\n');
}

async function corrections(path: string, samples: Samples, harper: PeerProofreader | undefined): Promise<string> {
  const row = (name: string, { P, R, F05, flaggedClean }: GrammarScore): string[] => [
    name,
    ...[P, R, F05, flaggedClean].map((value) => value.toFixed(1)),
  ];
  const rows: string[][] = [];
  for (const point of ['balanced', 'cautious', 'eager'] as const)
    for (const [name, model] of systems) {
      const { json } = await evaluateGrammar(path, optionsOf(model, point, samples.gec));
      rows.push(row(`${name}, ${point}`, json as GrammarScore));
    }
  const sentences = readM2(readFileSync(path, 'utf8')).filter((_, i) => i % samples.gec === 0);
  if (harper !== undefined) {
    const findings = [];
    for (const { tokens } of sentences)
      findings.push((await harper.check(detokenize(tokens).text, 'plaintext')).map(asFinding));
    rows.push(row('Harper', scoreGrammar(sentences, findings)));
  }
  return `Learners' sentences, BEA dev, one in ${samples.gec}: ${sentences.length} (bars: F0.5 42.5 balanced, 25 without the neural model; cautious P 60, R 10, 4 % of right sentences flagged)

${markdownTable(['', 'P %', 'R %', 'F0.5 %', 'right sentences flagged %'], rows)}`;
}

async function fluency(folder: string, samples: Samples): Promise<string> {
  const rows: string[][] = [];
  for (const [name, model] of systems) {
    const { json } = await evaluateJfleg(folder, optionsOf(model, 'balanced', samples.jfleg));
    const { gleu, sourceGleu } = json as { gleu: number; sourceGleu: number };
    rows.push([name, gleu.toFixed(2), sourceGleu.toFixed(2), (gleu - sourceGleu).toFixed(2)]);
  }
  return `Fluency, JFLEG dev, one sentence in ${samples.jfleg}, GLEU with four references (bar: 10 above the source's)

${markdownTable(['', 'GLEU', "the source's", 'above it'], rows)}`;
}

async function examples(folder: string, samples: Samples): Promise<string> {
  const rows: string[][] = [];
  for (const [name, model] of systems) {
    const { json } = await evaluateLanguageTool(folder, optionsOf(model, 'balanced', samples.languageTool));
    const { pairs, found, corrected, okSentences, okFlagged } = json as Readonly<Record<string, number>>;
    rows.push([name, `${found} of ${pairs}`, `${corrected}`, `${okFlagged} of ${okSentences}`]);
  }
  return `Examples of LanguageTool's rules, one in ${samples.languageTool}

${markdownTable(['', 'errors found', 'corrected', 'right sentences flagged'], rows)}`;
}

async function falseAlarms(folder: string, samples: Samples): Promise<string> {
  const kinds = new Set<string>();
  const measured: [string, CleanProse][] = [];
  for (const [name, model] of systems)
    for (const point of ['cautious', 'balanced'] as const) {
      const { json } = await evaluateClean(folder, optionsOf(model, point, samples.clean));
      measured.push([`${name}, ${point}`, json as CleanProse]);
      for (const kind of Object.keys((json as CleanProse).byKind)) kinds.add(kind);
    }
  const rows = measured.map(([name, { words, per1000, byKind }]) => [
    name,
    per1000.toFixed(2),
    ...[...kinds].map((kind) => ((1000 * (byKind[kind] ?? 0)) / words).toFixed(2)),
  ]);
  return `Flags in 1,000 words of clean prose, one document in ${samples.clean}: ${measured[0]![1].words} words (bar: cautious, grammar 1, spelling 1)

${markdownTable(['', 'all', ...kinds], rows)}`;
}
