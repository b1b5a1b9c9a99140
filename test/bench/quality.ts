import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalysisReport } from '../../server/src/analysis/analyzer';
import { evaluateBlimp, evaluatePairs } from '../../server/src/cli/eval/pairs';
import { kindsOffByDefault } from '../../server/src/configuration/severity';
import { countFlags } from '../../server/src/evaluation/cleanProse';
import { readMisspellings, type SpellingScore, scoreSpelling } from '../../server/src/evaluation/spelling';
import { readMisspeltSentences, scoreSpellingInContext } from '../../server/src/evaluation/spellingInContext';
import { loadAnalyzer, loadCorrector, loadLexicon } from '../../server/src/platform/models';
import type { Finding } from '../../server/src/proofreading/finding';
import type { ProofreadingSettings } from '../../server/src/proofreading/settings';
import { maskDocument } from '../../server/src/text/markup/maskDocument';
import { asFinding, type PeerProofreader } from './peerProofreaders';
import { markdownTable } from './table';

const settings: ProofreadingSettings = {
  dialect: 'en',
  operatingPoint: 'balanced',
  disabledKinds: kindsOffByDefault,
  minConfidence: 0,
};
const dictionary = { has: (): boolean => false, forbids: (): boolean => false };
const perCent = (share: number): string => (100 * share).toFixed(1);

async function peerSpelling(peer: PeerProofreader, tsv: string): Promise<SpellingScore> {
  const misspellings = readMisspellings(tsv);
  const answers = new Map<string, readonly string[]>();
  for (const { written } of misspellings) answers.set(written, await peer.suggest(written));
  return scoreSpelling(
    misspellings,
    (written) => answers.get(written) ?? [],
    () => false,
  );
}

/** Every n-th line, so that a slow peer sees a fair sample. */
const sample = (source: string, count: number): string => {
  const lines = source.trimEnd().split('\n');
  const step = Math.max(1, Math.floor(lines.length / count));
  return lines.filter((_, i) => i % step === 0).join('\n');
};

const spellingRow = (
  name: string,
  { items, first, firstFive, inLexicon, reachable }: SpellingScore,
  own: boolean,
): string[] => [
  name,
  `${items}`,
  perCent(first),
  perCent(firstFive),
  own ? perCent(inLexicon) : '',
  own ? perCent(reachable) : '',
];

const CANDIDATES = 100;
const SAMPLE = 1000;

export async function benchSpelling(folder: string, peers: readonly PeerProofreader[]): Promise<string> {
  const lexicon = loadLexicon();
  const corrector = loadCorrector();
  const own = (tsv: string): SpellingScore =>
    scoreSpelling(
      readMisspellings(tsv),
      (written) => corrector.suggest(written, CANDIDATES).map(({ word }) => word),
      (word) => lexicon.has(word, 'en'),
    );
  let report = '';
  for (const [name, bar] of [
    ['norvig1.tsv', 'bar: first 88, first five 97'],
    ['birkbeck.tsv', 'bar: first 42'],
  ] as const) {
    const tsv = readFileSync(join(folder, name), 'utf8');
    const sampled = sample(tsv, SAMPLE);
    const rows = [spellingRow('Surprisal', own(tsv), true)];
    if (sampled.length < tsv.length - 1) rows.push(spellingRow('Surprisal, sample', own(sampled), true));
    for (const peer of peers) rows.push(spellingRow(peer.name, await peerSpelling(peer, sampled), false));
    report += `\n${name} (${bar})\n\n`;
    report += markdownTable(['', 'items', 'first %', 'first five %', 'in lexicon %', 'reachable %'], rows);
  }
  return report;
}

export async function benchContext(file: string, peers: readonly PeerProofreader[]): Promise<string> {
  const items = readMisspeltSentences(readFileSync(file, 'utf8'));
  const analyzer = await loadAnalyzer();
  const own = items.map(({ sentence: { text } }) => {
    const snapshot = { uri: 'untitled:bench', version: 0, languageId: 'plaintext', text };
    return analyzer.analyze({ snapshot, settings, dictionary }).findings;
  });
  const row = (name: string, findings: readonly (readonly Finding[])[]): string[] => {
    const { found, first, firstFive } = scoreSpellingInContext(items, findings);
    return [name, perCent(found), perCent(first), perCent(firstFive)];
  };
  const rows = [row('Surprisal', own)];
  for (const peer of peers) {
    const findings: Finding[][] = [];
    for (const { sentence } of items) findings.push((await peer.check(sentence.text, 'plaintext')).map(asFinding));
    rows.push(row(peer.name, findings));
  }
  return `\nSpelling in context, ${items.length} sentences (bar: found 95, first 78)\n\n${markdownTable(
    ['', 'found %', 'first exact %', 'in first five %'],
    rows,
  )}`;
}

/** P(good) > P(bad) on BLiMP, and on pairs by error type with length handled in several ways. */
export async function benchPairs(folder: string, quick: boolean): Promise<string> {
  // The neural model takes minutes to read them all.
  const every = quick ? 200 : 8;
  const options = { format: 'text', dialect: 'en', operatingPoint: 'balanced', list: 0 } as const;
  const blimp = join(folder, 'blimp-dev');
  const pairs = join(folder, 'bea19-dev/bea-dev.minimal_pairs.jsonl');
  const neural = { ...options, model: 'neural' };
  const parts = [
    ['BLiMP, n-gram model (bar: 54)', await evaluateBlimp(blimp, options)],
    [`BLiMP, neural model, one pair in ${every} (bar: 78)`, await evaluateBlimp(blimp, { ...neural, every })],
    [
      'Pairs by error type, n-gram model (bar: 70 without punctuation and orthography)',
      await evaluatePairs(pairs, options),
    ],
    [
      `Pairs by error type, neural model, one in ${every} (bar: 91 without punctuation)`,
      await evaluatePairs(pairs, { ...neural, every }),
    ],
  ] as const;
  return parts.map(([title, { table }]) => `${title}\n\n\`\`\`\n${table}\`\`\``).join('\n\n');
}

/** cspell does not know Markdown's code from its prose: it is given the masked text, Harper the Markdown. */
export async function benchClean(folder: string, peers: readonly PeerProofreader[]): Promise<string> {
  const analyzer = await loadAnalyzer();
  const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({
      uri: name,
      version: 0,
      languageId: 'markdown',
      text: readFileSync(join(folder, name), 'utf8'),
    }));
  const reports = documents.map((snapshot): AnalysisReport => analyzer.analyze({ snapshot, settings, dictionary }));
  const own = countFlags(reports);
  const per1000 = (flags: number): string => ((1000 * flags) / own.words).toFixed(2);
  const rows = [['Surprisal', `${own.flags}`, per1000(own.flags)]];
  for (const peer of peers) {
    let flags = 0;
    for (const document of documents) {
      const masked = maskDocument(document, {});
      const prose = masked.blocks.map(({ start, end }) =>
        masked.text.slice(start, end).replace(/[\uE000\uE001]+/g, ' '),
      );
      const findings =
        peer.name === 'cspell'
          ? await peer.check(prose.join('\n\n'), 'plaintext')
          : await peer.check(document.text, 'markdown');
      flags += findings.length;
    }
    rows.push([peer.name, `${flags}`, per1000(flags)]);
  }
  return `\nFlags on clean prose, ${own.words} words (bar: 2 in 1,000)\n\n${markdownTable(['', 'flags', 'in 1,000 words'], rows)}`;
}

/** The evaluation data, which no checkout holds: `SURPRISAL_EVAL`, or beside the checkout. */
export function evaluationFolder(): string | undefined {
  const { SURPRISAL_EVAL: named } = process.env;
  return [named, join(import.meta.dirname, '../../../shared/eval')].find(
    (folder) => folder !== undefined && existsSync(folder),
  );
}
