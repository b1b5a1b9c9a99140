import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateClean } from '../../server/src/cli/eval/clean';
import type { EvaluationOptions } from '../../server/src/cli/eval/evaluationResult';
import { readFluencyFolder } from '../../server/src/cli/eval/jfleg';
import { readExamples } from '../../server/src/cli/eval/languageTool';
import { checkPlainTexts } from '../../server/src/cli/eval/proofreading';
import type { CleanProse } from '../../server/src/evaluation/cleanProse';
import { rewrite, scoreFluency } from '../../server/src/evaluation/fluency';
import { scoreGrammar } from '../../server/src/evaluation/grammar';
import { scoreExamples } from '../../server/src/evaluation/languageTool';
import { detokenize, readM2 } from '../../server/src/evaluation/m2';
import type { Finding } from '../../server/src/proofreading/finding';
import type { OperatingPoint } from '../../server/src/proofreading/settings';
import { asFinding, type PeerProofreader } from './peerProofreaders';
import { markdownTable } from './table';

/** Both models take about a second a sentence on two busy cores: they see a sample, and so does whoever is compared with them. */
const usual = { gec: 8, jfleg: 4, languageTool: 8, clean: 5 } as const;
const few = { gec: 200, jfleg: 100, languageTool: 300, clean: 70 } as const;

/** One column of the README's table. */
interface System {
  readonly name: string;
  /** Findings in each text. */
  check(texts: readonly string[], point: OperatingPoint): Promise<readonly (readonly Finding[])[]>;
  readonly model?: string;
}

const optionsOf = (model: string, operatingPoint: OperatingPoint, every = 1): EvaluationOptions => ({
  format: 'json',
  dialect: 'en',
  list: 0,
  model,
  operatingPoint,
  every,
});

const ours = (name: string, model: string): System => ({
  name,
  model,
  check: async (texts, point) =>
    (await checkPlainTexts(texts, optionsOf(model, point))).map(({ findings }) => findings),
});

const theirs = (peer: PeerProofreader): System => ({
  name: peer.name,
  check: async (texts) => {
    const findings: Finding[][] = [];
    for (const text of texts) findings.push((await peer.check(text, 'plaintext')).map(asFinding));
    return findings;
  },
});

/** A measured table, and the rows that the README has of it: a name, and a value for each system. */
interface Measured {
  readonly report: string;
  readonly summary: readonly (readonly string[])[];
}

/**
 * Grammar, of both models, of the n-gram model alone and of Harper, on the same samples; cspell does not look at it.
 * @returns what `RESULTS.md` has of it, and the README's table
 */
export async function benchGrammar(
  folder: string,
  peers: readonly PeerProofreader[],
  quick: boolean,
): Promise<{ readonly report: string; readonly readme: string }> {
  const samples = quick ? few : usual;
  const harper = peers.filter(({ name }) => name === 'Harper').map(theirs);
  const systems = [ours('both models', 'neural'), ours('n-gram model alone', 'ngram'), ...harper];
  const parts = [
    await corrections(join(folder, 'bea19-dev/bea-dev.m2'), samples.gec, systems),
    await fluency(join(folder, 'jfleg-dev'), samples.jfleg, systems),
    await examples(join(folder, 'languagetool'), samples.languageTool, systems),
    await falseAlarms(join(folder, 'clean-dev'), samples.clean, systems),
  ];
  const head = ['', ...systems.map(({ name }) => name)];
  return {
    report: parts.map(({ report }) => report).join('\n'),
    readme: markdownTable(
      head,
      parts.flatMap(({ summary }) => summary),
    ),
  };
}

const oneIn = <T>(items: readonly T[], every: number): T[] => items.filter((_, i) => i % every === 0);

async function corrections(path: string, every: number, systems: readonly System[]): Promise<Measured> {
  const sentences = oneIn(readM2(readFileSync(path, 'utf8')), every);
  const texts = sentences.map(({ tokens }) => detokenize(tokens).text);
  const rows: string[][] = [];
  const balanced = ["F0.5 on learners' sentences (BEA dev), balanced, %"];
  const cautious = ['precision and recall there, cautious, %'];
  const flagged = ['right sentences flagged there, cautious, %'];
  for (const { name, model, check } of systems) {
    // A peer has no operating points.
    for (const point of model === undefined ? (['balanced'] as const) : (['balanced', 'cautious', 'eager'] as const)) {
      const { P, R, F05, flaggedClean } = scoreGrammar(sentences, await check(texts, point));
      const figures = [P, R, F05, flaggedClean].map((value) => value.toFixed(1));
      rows.push([model === undefined ? name : `${name}, ${point}`, ...figures]);
      if (point === 'balanced') balanced.push(figures[2]!);
      if (point === 'cautious' || model === undefined) {
        cautious.push(`${figures[0]}, ${figures[1]}`);
        flagged.push(figures[3]!);
      }
    }
  }
  const report = `Learners' sentences, BEA dev, one in ${every}: ${sentences.length} (bars: F0.5 42.5 balanced, 25 without the neural model; cautious P 60, R 10, 4 % of right sentences flagged)

${markdownTable(['', 'P %', 'R %', 'F0.5 %', 'right sentences flagged %'], rows)}`;
  return { report, summary: [balanced, cautious, flagged] };
}

async function fluency(folder: string, every: number, systems: readonly System[]): Promise<Measured> {
  const sentences = oneIn(readFluencyFolder(folder), every);
  const texts = sentences.map(({ source }) => detokenize(source).text);
  const rows: string[][] = [];
  const above = ["GLEU above the source's (JFLEG dev), balanced"];
  for (const { name, check } of systems) {
    const { gleu, sourceGleu } = scoreFluency(rewrite(sentences, await check(texts, 'balanced')));
    rows.push([name, gleu.toFixed(2), sourceGleu.toFixed(2), (gleu - sourceGleu).toFixed(2)]);
    above.push((gleu - sourceGleu).toFixed(1));
  }
  const report = `Fluency, JFLEG dev, one sentence in ${every}: ${sentences.length}, GLEU with four references, balanced (bar: 10 above the source's)

${markdownTable(['', 'GLEU', "the source's", 'above it'], rows)}`;
  return { report, summary: [above] };
}

async function examples(folder: string, every: number, systems: readonly System[]): Promise<Measured> {
  const [allErrors, allCorrect] = readExamples(folder);
  const [errors, correct] = [oneIn(allErrors, every), oneIn(allCorrect, every)];
  const rows: string[][] = [];
  const summary = ["errors of LanguageTool's examples found; right sentences flagged, balanced, %"];
  for (const { name, check } of systems) {
    const ofErrors = await check(
      errors.map(({ bad }) => bad),
      'balanced',
    );
    const ofCorrect = await check(
      correct.map(({ good }) => good),
      'balanced',
    );
    const score = scoreExamples(errors, ofErrors, ofCorrect);
    const shares = [score.found / score.pairs, score.corrected / score.pairs, score.okFlagged / score.okSentences].map(
      (share) => (100 * share).toFixed(1),
    );
    rows.push([name, ...shares]);
    summary.push(`${shares[0]}; ${shares[2]}`);
  }
  const report = `Examples of LanguageTool's rules, balanced, one in ${every}: ${errors.length} errors, ${correct.length} right sentences

${markdownTable(['', 'found %', 'corrected %', 'right sentences flagged %'], rows)}`;
  return { report, summary: [summary] };
}

/** Harper's flags on this prose, of all kinds, are in the section on clean prose. */
async function falseAlarms(folder: string, every: number, systems: readonly System[]): Promise<Measured> {
  const kinds = new Set<string>();
  const measured: { readonly name: string; readonly point: OperatingPoint; readonly flags: CleanProse }[] = [];
  for (const { name, model } of systems) {
    if (model === undefined) continue;
    for (const point of ['cautious', 'balanced'] as const) {
      const flags = (await evaluateClean(folder, optionsOf(model, point, every))).json as CleanProse;
      measured.push({ name, point, flags });
      for (const kind of Object.keys(flags.byKind)) kinds.add(kind);
    }
  }
  const per1000 = ({ byKind, words }: CleanProse, kind: string): string =>
    ((1000 * (byKind[kind] ?? 0)) / words).toFixed(2);
  const rows = measured.map(({ name, point, flags }) => [
    `${name}, ${point}`,
    flags.per1000.toFixed(2),
    ...[...kinds].map((kind) => per1000(flags, kind)),
  ]);
  const report = `Flags in 1,000 words of clean prose, one document in ${every}: ${measured[0]!.flags.words} words (bar: cautious, grammar 1, spelling 1)

${markdownTable(['', 'all', ...kinds], rows)}`;
  const cautious = measured.filter(({ point }) => point === 'cautious');
  const summary = [
    'grammar flags in 1,000 words of edited prose, cautious',
    ...systems.map(({ name }) => {
      const own = cautious.find((one) => one.name === name);
      return own === undefined ? '' : per1000(own.flags, 'grammar');
    }),
  ];
  return { report, summary: [summary] };
}
