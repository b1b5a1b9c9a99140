// What confidences of text behind the caret are chosen by: first words at beginnings of words in README files of npm packages, how probable
// they were held for, and what bounds let through.
// usage: tsx models/build/inlineConfidence/firstWords.ts [SHARE...]   (shares of the n-gram model and the cache; 0.5 unless given)
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caretPlace } from '../../../server/src/completion/caretPlace';
import { promptText } from '../../../server/src/completion/promptText';
import { RecentWords } from '../../../server/src/completion/recentWords';
import { isWorthwhile, type WrittenPiece, writtenWords } from '../../../server/src/completion/suggestedText';
import { proseWord } from '../../../server/src/evaluation/typing';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { loadWordCompleter } from '../../../server/src/platform/models';
import { loadParsers } from '../../../server/src/platform/parsers';
import { maskDocument } from '../../../server/src/text/markup/maskDocument';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';

const FILES = 16;
const CHARACTERS = 9000;
const WORDS_A_FILE = 60;

interface FirstWord {
  readonly wanted: string;
  readonly written: string;
  readonly probability: number;
}

const packages = new URL('../../../node_modules/', import.meta.url).pathname;
const files = readdirSync(packages)
  .map((name) => join(packages, name, 'README.md'))
  .filter(existsSync)
  .filter((_, index) => index % 6 === 1)
  .slice(0, FILES);
const model = shippedNeuralModel({ threads: 2 });

const firstWords = async (share: number): Promise<readonly FirstWord[]> => {
  const found: FirstWord[] = [];
  for (const uri of files) {
    const text = readFileSync(uri, 'utf8').slice(0, CHARACTERS);
    const snapshot = { uri, version: 0, languageId: 'markdown', text };
    const masked = maskDocument(snapshot, await loadParsers(['markdown']));
    const recent = new RecentWords();
    const completer = await loadWordCompleter(recent);
    let words = 0;
    for (const [number, { start, end, kind }] of masked.blocks.entries()) {
      const block = masked.text.slice(start, end);
      const isAsked = number % 5 === 2 && kind !== 'heading';
      for (const { 0: wanted, index } of isAsked ? block.matchAll(proseWord) : []) {
        const before = block.slice(0, index);
        if (!/\s$/.test(before) || words++ >= WORDS_A_FILE) continue;
        const prompt = promptText(text, masked, start + index);
        const openings = { share, words: completer.complete(caretPlace(before), 32) };
        const pieces: WrittenPiece[] = [];
        for await (const piece of model.generate(prompt, { temperature: 0, maxTokens: 5, stop: ['\n'], openings })) {
          pieces.push({ entropy: 0, ...piece });
          if (pieces.length > 1 && /^\s/.test(piece.text)) break;
        }
        const [first] = writtenWords(pieces);
        const written = first?.text.trim().replace(/[^\p{L}\p{M}'\u2019]+$/u, '') ?? '';
        found.push({ wanted, written, probability: Math.exp(first?.logProbability ?? Number.NEGATIVE_INFINITY) });
      }
      for (const sentence of segmentSentences(masked.text, { start, end })) recent.add(tokenize(masked.text, sentence));
    }
  }
  return found;
};

const perCent = (share: number): string => (100 * share).toFixed(1);

for (const share of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [0.5]) {
  const words = await firstWords(share);
  const characters = words.reduce((sum, { wanted }) => sum + wanted.length + 1, 0);
  console.log(`share ${share}: ${words.length} beginnings of words`);
  for (const firstWord of [0, 0.12, 0.2, 0.25, 0.3, 0.4])
    for (const savedKeys of [0, 0.2, 0.3, 0.5, 0.7]) {
      const shown = words.filter(({ written, probability }) =>
        isWorthwhile(written, probability, { firstWord, savedKeys }),
      );
      const right = shown.filter(({ written, wanted }) => written === wanted);
      const saved = right.reduce((sum, { wanted }) => sum + wanted.length - 1, 0);
      console.log(
        `  probability ${firstWord}, keys ${savedKeys}: shown at ${perCent(shown.length / words.length)} %, ` +
          `right ${perCent(right.length / (shown.length || 1))} %, keys saved ${perCent(saved / characters)} %`,
      );
    }
}
model.dispose();
