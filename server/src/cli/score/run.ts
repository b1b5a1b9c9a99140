import { setImmediate } from 'node:timers/promises';
import type { LanguageModel } from '../../lm/languageModel';
import { DocumentFileError } from '../../platform/documentFile';
import { languageOf } from '../../text/markup/languageOf';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { inputName, readInputText } from '../inputText';
import { withLanguageModel } from '../languageModel';
import { refuseWithoutProse } from '../languageOption';
import { Progress } from '../progress';
import { compareDocuments } from './compare';
import type { ScoreOptions } from './options';
import { comparisonRecord, documentRecord, lineRecord } from './records';
import { type ScoredDocument, type ScoredSentence, scoreDocument } from './scoredDocument';
import { comparisonText, documentText } from './text';

/** Runs `surprisal score` on what the arguments name; the exit code comes back. */
export const runScore = async (names: readonly string[], options: ScoreOptions): Promise<number> => {
  if (names.length === 0) throw new CommandError('nothing to score; name a file, or - for standard input');
  if (options.language !== undefined) refuseWithoutProse(options.language);
  if (options.compare && names.length !== 2) throw new CommandError('--compare needs two files');
  return withLanguageModel(options.model, (model) =>
    options.compare ? compare(model, names, options) : scoreAll(model, names, options),
  );
};

const scoreAll = async (model: LanguageModel, names: readonly string[], options: ScoreOptions): Promise<number> => {
  const write = writerOf(options);
  let failed = false;
  for (const name of names) {
    try {
      const document = await score(model, name, options, write.sentences);
      if (document.sentences.length === 0) printMessage(`${inputName(name)}: no sentence to score`);
      write.document(document);
    } catch (error) {
      if (!(error instanceof DocumentFileError)) throw error;
      failed = true;
      printMessage(`${inputName(name)}: ${error.message}`);
    }
  }
  write.end();
  return failed ? exitCodes.error : exitCodes.nothingFound;
};

const compare = async (model: LanguageModel, names: readonly string[], options: ScoreOptions): Promise<number> => {
  const [first, second] = await Promise.all(
    names.map((name) =>
      score(model, name, options).catch((error: unknown) => {
        if (error instanceof DocumentFileError) throw new CommandError(`${inputName(name)}: ${error.message}`);
        throw error;
      }),
    ),
  );
  const without = [first!, second!].find(({ sentences }) => sentences.length === 0);
  if (without !== undefined) throw new CommandError(`${inputName(without.path)}: no sentence to compare`);
  const comparison = compareDocuments(first!, second!);
  const { format } = options;
  process.stdout.write(
    format === 'text'
      ? comparisonText(comparison)
      : `${JSON.stringify(comparisonRecord(comparison), null, format === 'json' ? 2 : 0)}\n`,
  );
  return exitCodes.nothingFound;
};

const score = async (
  model: LanguageModel,
  name: string,
  options: ScoreOptions,
  onScored: (sentences: readonly ScoredSentence[]) => Promise<void> = async () => {},
): Promise<ScoredDocument> => {
  const source = readInputText(name, options.maxFileSize);
  const languageId = options.language ?? languageOf(name, /^.*/.exec(source.text)?.[0]) ?? 'plaintext';
  const byLine = options.lines === true;
  return scoreDocument(model, name, source, {
    languageId,
    byLine,
    rank: options.tokens === true,
    onScored,
  });
};

interface ScoreWriter {
  /** Takes sentences as they are scored, before their document. */
  sentences(scored: readonly ScoredSentence[]): Promise<void>;
  document(document: ScoredDocument): void;
  end(): void;
}

const writerOf = (options: ScoreOptions): ScoreWriter => {
  const { format, lines } = options;
  const withTokens = options.tokens === true;
  const progress = new Progress();
  if (format === 'text') {
    let scored = 0;
    return {
      async sentences({ length }) {
        scored += length;
        progress.show(`${scored} sentences scored`);
      },
      document(document) {
        progress.clear();
        process.stdout.write(documentText(document, withTokens, process.stdout.columns || 100));
      },
      end() {},
    };
  }
  const separators =
    format === 'json' ? { first: '[\n', next: ',\n', end: '\n]\n' } : { first: '', next: '\n', end: '\n' };
  let any = false;
  const write = (record: object): void => {
    process.stdout.write((any ? separators.next : separators.first) + JSON.stringify(record));
    any = true;
  };
  return {
    async sentences(scored) {
      if (!lines) return;
      for (const sentence of scored) write(lineRecord(sentence, withTokens));
      // Lets the process learn of a closed pipe.
      await setImmediate();
    },
    document(document) {
      if (!lines) write(documentRecord(document, withTokens));
    },
    end() {
      if (any) process.stdout.write(separators.end);
      else if (format === 'json') process.stdout.write('[]\n');
    },
  };
};
