import { DocumentFileError } from '../../platform/documentFile';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { inputName, readInputText } from '../inputText';
import { openLanguageModel } from '../languageModel';
import { type NbestList, parseNbestList, type RankedHypothesis, rankHypotheses } from './nbestList';
import type { RankOptions } from './options';

/** Lists whose hypotheses are scored in one call. */
const batch = 64;

const round = (value: number): number => Number(value.toFixed(4));

/** Runs `surprisal rank`; the exit code comes back. */
export const runRank = async (name: string, options: RankOptions): Promise<number> => {
  const model = await openLanguageModel(options.model);
  const { lists, failed } = readLists(name, options);
  const write = writerOf(options);
  for (let from = 0; from < lists.length; from += batch) {
    const part = lists.slice(from, from + batch);
    const scores = await model.score(part.flatMap(({ hypotheses }) => hypotheses.map(({ text }) => text)));
    let next = 0;
    for (const list of part) {
      const logProbabilities = list.hypotheses.map(() => scores[next++]!.logProbability);
      write.list(list, rankHypotheses(list, logProbabilities, options.weight));
    }
  }
  write.end();
  return failed ? exitCodes.error : exitCodes.nothingFound;
};

const readLists = (name: string, { maxFileSize, weight }: RankOptions) => {
  const lists: NbestList[] = [];
  let failed = false;
  let text: string;
  try {
    ({ text } = readInputText(name, maxFileSize));
  } catch (error) {
    if (error instanceof DocumentFileError) throw new CommandError(`${inputName(name)}: ${error.message}`);
    throw error;
  }
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const list = parseNbestList(line, weight !== undefined);
    if (typeof list !== 'string') {
      lists.push(list);
      continue;
    }
    failed = true;
    printMessage(`${inputName(name)}:${index + 1}: ${list}`);
  }
  return { lists, failed };
};

interface ListWriter {
  list(list: NbestList, ranked: readonly RankedHypothesis[]): void;
  end(): void;
}

const writerOf = ({ format }: RankOptions): ListWriter => {
  if (format === 'text')
    return {
      list: (_, ranked) => process.stdout.write(`${(ranked[0]?.text ?? '').replace(/\s+/g, ' ')}\n`),
      end() {},
    };
  let separator = format === 'json' ? '[\n' : '';
  let any = false;
  return {
    list(list, ranked) {
      const hypotheses = ranked.map((hypothesis) => ({
        ...hypothesis,
        logProbability: round(hypothesis.logProbability),
        ...(hypothesis.total === undefined ? {} : { total: round(hypothesis.total) }),
      }));
      process.stdout.write(separator + JSON.stringify({ ...list, hypotheses }));
      separator = format === 'json' ? ',\n' : '\n';
      any = true;
    },
    end() {
      if (format === 'json') process.stdout.write(any ? '\n]\n' : '[]\n');
      else if (any) process.stdout.write('\n');
    },
  };
};
