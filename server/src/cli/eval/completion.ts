import { caretPlace } from '../../completion/caretPlace';
import { RecentWords } from '../../completion/recentWords';
import { addedUp, type KeystrokeCount, keystrokes, saved } from '../../evaluation/typing';
import { WordBasedOffer } from '../../evaluation/wordBasedOffer';
import { loadWordCompleter } from '../../platform/models';
import { loadParsers } from '../../platform/parsers';
import { languageOf } from '../../text/markup/languageOf';
import { maskDocument } from '../../text/markup/maskDocument';
import { ABSENT } from '../../text/maskedDocument';
import { segmentSentences } from '../../text/sentences';
import { tokenize } from '../../text/tokens';
import { CommandError } from '../commandError';
import { formatTable } from '../table';
import { evaluationTexts } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, sampled } from './evaluationResult';

/** Entries of a list that are seen without scrolling. */
const LISTED = 10;

interface Simulated {
  readonly list: KeystrokeCount;
  readonly first: KeystrokeCount;
  readonly wordBased: KeystrokeCount;
}

export const evaluateCompletion = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { items, sample } = sampled([...evaluationTexts(path, (name) => languageOf(name) !== undefined)], options);
  const latencies: number[] = [];
  const simulated: Simulated[] = [];
  for (const { path: file, text } of items) {
    const languageId = languageOf(file) ?? 'plaintext';
    const mask = maskDocument({ uri: file, version: 0, languageId, text }, await loadParsers([languageId]));
    const paragraphs = mask.blocks.map(({ start, end }) => mask.text.slice(start, end).replaceAll(ABSENT, ''));
    simulated.push(...(await typeDocument(paragraphs, latencies)));
  }
  const list = addedUp(simulated.map((one) => one.list));
  if (list.words === 0) throw new CommandError(`${path}: nothing to evaluate; it holds no prose`);
  const first = addedUp(simulated.map((one) => one.first));
  const wordBased = addedUp(simulated.map((one) => one.wordBased));
  latencies.sort((a, b) => a - b);
  const p95 = latencies[Math.floor(0.95 * latencies.length)]!;
  const row = (name: string, count: KeystrokeCount): string[] => [
    name,
    perCent(saved(count)),
    perCent(count.accepted / count.words),
  ];
  const figures = formatTable([
    ['', 'keys saved %', 'words taken %'],
    row(`n-gram and recent words, any of ${LISTED}`, list),
    row('the first alone', first),
    row(`words of the text by the alphabet, any of ${LISTED}`, wordBased),
  ]);
  const table = `${figures}\n${list.characters} characters; an answer takes ${p95.toFixed(2)} ms (p95)\n`;
  const json = {
    characters: list.characters,
    list: { saved: saved(list), first: saved(first), wordBased: saved(wordBased), p95Ms: p95 },
  };
  return { table, json, failures: [], sample };
};

/** Types a document from its beginning; what was typed before is known. */
async function typeDocument(paragraphs: readonly string[], latencies: number[]): Promise<Simulated[]> {
  const recent = new RecentWords();
  const completer = await loadWordCompleter(recent);
  const wordBased = new WordBasedOffer();
  return paragraphs.map((text) => {
    const block = { start: 0, end: text.length };
    const offered = new Map<number, readonly string[]>();
    const offersAt = (offset: number): readonly string[] => {
      let offers = offered.get(offset);
      if (offers === undefined) {
        const start = performance.now();
        offers = completer.complete(caretPlace(text.slice(0, offset)), LISTED).map((suggestion) => suggestion.text);
        latencies.push(performance.now() - start);
        offered.set(offset, offers);
      }
      return offers;
    };
    const result = {
      list: keystrokes(text, ({ offset }) => offersAt(offset)),
      first: keystrokes(text, ({ offset }) => offersAt(offset).slice(0, 1)),
      wordBased: keystrokes(text, wordBased.offer(text, LISTED)),
    };
    for (const sentence of segmentSentences(text, block)) recent.add(tokenize(text, sentence));
    wordBased.add(text);
    return result;
  });
}
