import { basename } from 'node:path';
import { type FluencySentence, isChanged, rewrite, scoreFluency } from '../../evaluation/fluency';
import { detokenize } from '../../evaluation/m2';
import { CommandError } from '../commandError';
import { formatTable } from '../table';
import { evaluationFiles, parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, sampled } from './evaluationResult';
import { checkPlainTexts } from './proofreading';

export const evaluateJfleg = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { items: sentences, sample } = sampled(readFluencyFolder(path), options);
  const reports = await checkPlainTexts(
    sentences.map(({ source }) => detokenize(source).text),
    options,
  );
  const rewritten = rewrite(
    sentences,
    reports.map(({ findings }) => findings),
  );
  const score = scoreFluency(rewritten);
  const table = formatTable([
    ['sentences', 'GLEU', "the source's", 'above it', 'sentences changed'],
    [
      `${score.sentences}`,
      score.gleu.toFixed(2),
      score.sourceGleu.toFixed(2),
      (score.gleu - score.sourceGleu).toFixed(2),
      `${score.changed}`,
    ],
  ]);
  const failures = rewritten
    .filter(isChanged)
    .filter(({ hypothesis, references }) => !references.some((tokens) => tokens.join(' ') === hypothesis.join(' ')))
    .map(({ source, hypothesis }) => `${source.join(' ')} -> ${hypothesis.join(' ')}`);
  return { table, json: { model: reports[0]!.model, ...score }, failures, sample };
};

const linesOf = (path: string): string[][] =>
  parseEvaluationFile(
    path,
    (text) => (text.trim() === '' ? [] : text.trimEnd().split(/\r?\n/)),
    'a sentence in tokens a line',
  ).map((line) => line.split(' ').filter((token) => token !== ''));

/** @throws CommandError unless the folder holds one `NAME.src` and references `NAME.ref0` and so on, of as many lines each */
export function readFluencyFolder(path: string): FluencySentence[] {
  const sources = evaluationFiles(path, (name) => /(?<!spellchecked)\.src$/.test(name));
  const [sourcePath] = sources;
  if (sourcePath === undefined || sources.length > 1)
    throw new CommandError(`${path}: holds several files *.src; name a folder with one`);
  const source = linesOf(sourcePath);
  if (sourcePath === path) throw new CommandError(`${path}: no folder; name the one with NAME.src and NAME.ref0`);
  const name = basename(sourcePath, '.src');
  const references = evaluationFiles(path, (file) => file.startsWith(`${name}.ref`)).map((file) => ({
    file,
    lines: linesOf(file),
  }));
  for (const { file, lines } of references)
    if (lines.length !== source.length)
      throw new CommandError(`${file}: ${lines.length} lines for ${source.length} of ${sourcePath}`);
  return source.map((tokens, i) => ({ source: tokens, references: references.map(({ lines }) => lines[i]!) }));
}
