import type { LanguageModel } from '../../lm/languageModel';
import { DocumentFileError } from '../../platform/documentFile';
import { languageOf } from '../../text/markup/languageOf';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { inputName, readInputText } from '../inputText';
import { openLanguageModel } from '../languageModel';
import { refuseWithoutProse } from '../languageOption';
import { compareDocuments } from './compare';
import type { ScoreOptions } from './options';
import { comparisonRecord, documentRecord, lineRecord } from './records';
import { type ScoredDocument, scoreDocument } from './scoredDocument';
import { comparisonText, documentText } from './text';

/** Runs `surprisal score` on what the arguments name; the exit code comes back. */
export const runScore = async (names: readonly string[], options: ScoreOptions): Promise<number> => {
  if (names.length === 0) throw new CommandError('nothing to score; name a file, or - for standard input');
  if (options.language !== undefined) refuseWithoutProse(options.language);
  if (options.compare && names.length !== 2) throw new CommandError('--compare needs two files');
  const model = await openLanguageModel(options.model);
  if (options.compare) return compare(model, names, options);
  const write = writerOf(options);
  let failed = false;
  for (const name of names) {
    try {
      const document = await score(model, name, options);
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

const score = async (model: LanguageModel, name: string, options: ScoreOptions): Promise<ScoredDocument> => {
  const source = readInputText(name, options.maxFileSize);
  const languageId = options.language ?? languageOf(name, /^.*/.exec(source.text)?.[0]) ?? 'plaintext';
  const byLine = options.lines === true;
  return scoreDocument(model, name, source, { languageId, byLine, rank: options.tokens === true });
};

interface ScoreWriter {
  document(document: ScoredDocument): void;
  end(): void;
}

const writerOf = ({ format, lines, tokens }: ScoreOptions): ScoreWriter => {
  const withTokens = tokens === true;
  if (format === 'text')
    return {
      document: (document) => process.stdout.write(documentText(document, withTokens, process.stdout.columns || 100)),
      end() {},
    };
  const records = (document: ScoredDocument): object[] =>
    lines
      ? document.sentences.map((sentence) => lineRecord(sentence, withTokens))
      : [documentRecord(document, withTokens)];
  const separators =
    format === 'json' ? { first: '[\n', next: ',\n', end: '\n]\n' } : { first: '', next: '\n', end: '\n' };
  let any = false;
  return {
    document(document) {
      for (const record of records(document)) {
        process.stdout.write((any ? separators.next : separators.first) + JSON.stringify(record));
        any = true;
      }
    },
    end() {
      if (any) process.stdout.write(separators.end);
      else if (format === 'json') process.stdout.write('[]\n');
    },
  };
};
