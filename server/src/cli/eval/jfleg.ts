import { basename } from 'node:path';
import { corpusGleu, type RewrittenSentence } from '../../evaluation/gleu';
import { detokenize, wholeAtHyphens } from '../../evaluation/m2';
import { correctedTokens, systemEdits } from '../../evaluation/systemEdits';
import { CommandError } from '../commandError';
import { formatTable } from '../table';
import { evaluationFiles, parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, sampled } from './evaluationResult';
import { checkPlainTexts } from './proofreading';

interface SourceSentence {
  readonly source: readonly string[];
  readonly references: readonly (readonly string[])[];
}

const perCent = (share: number): number => Math.round(10_000 * share) / 100;

export const evaluateJfleg = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { items: sentences, sample } = sampled(readFolder(path), options);
  const reports = await checkPlainTexts(
    sentences.map(({ source }) => detokenize(source).text),
    options,
  );
  const rewritten = sentences.map(({ source, references }, i): RewrittenSentence => {
    const edits = systemEdits(source, reports[i]!.findings, wholeAtHyphens);
    return { source, references, hypothesis: correctedTokens(source, edits) };
  });
  const gleu = perCent(corpusGleu(rewritten));
  const sourceGleu = perCent(corpusGleu(sentences.map((sentence) => ({ ...sentence, hypothesis: sentence.source }))));
  const changed = rewritten.filter(({ source, hypothesis }) => hypothesis.join(' ') !== source.join(' '));
  const table = formatTable([
    ['sentences', 'GLEU', "the source's", 'above it', 'sentences changed'],
    [
      `${sentences.length}`,
      gleu.toFixed(2),
      sourceGleu.toFixed(2),
      (gleu - sourceGleu).toFixed(2),
      `${changed.length}`,
    ],
  ]);
  const failures = changed
    .filter(({ hypothesis, references }) => !references.some((tokens) => tokens.join(' ') === hypothesis.join(' ')))
    .map(({ source, hypothesis }) => `${source.join(' ')} -> ${hypothesis.join(' ')}`);
  const json = {
    model: reports[0]!.model,
    sentences: sentences.length,
    gleu,
    sourceGleu,
    changed: changed.length,
  };
  return { table, json, failures, sample };
};

const linesOf = (path: string): string[][] =>
  parseEvaluationFile(
    path,
    (text) => (text.trim() === '' ? [] : text.trimEnd().split(/\r?\n/)),
    'a sentence in tokens a line',
  ).map((line) => line.split(' ').filter((token) => token !== ''));

/** @throws CommandError unless the folder holds one `NAME.src` and references `NAME.ref0` and so on, of as many lines each */
function readFolder(path: string): SourceSentence[] {
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
