import { setImmediate } from 'node:timers/promises';
import type { LanguageModel } from '../../lm/languageModel';
import { exitCodes } from '../commandError';
import { printMessage } from '../console';
import { inputName, linesOf } from '../inputText';
import { withLanguageModel } from '../languageModel';
import { type NbestList, parseNbestList, type RankedHypothesis, rankHypotheses } from './nbestList';
import type { RankOptions } from './options';

/** Lists whose hypotheses are scored in one call. */
const batch = 64;

const round = (value: number): number => Number(value.toFixed(4));

/** Runs `surprisal rank`, list by list as they come; the exit code comes back. */
export const runRank = async (name: string, options: RankOptions): Promise<number> =>
  withLanguageModel(options.model, (model) => rankLists(model, name, options));

const rankLists = async (model: LanguageModel, name: string, options: RankOptions): Promise<number> => {
  const write = writerOf(options);
  let failed = false;
  let pending: NbestList[] = [];
  const rankPending = async (): Promise<void> => {
    const scores = await model.score(pending.flatMap(({ hypotheses }) => hypotheses.map(({ text }) => text)));
    let next = 0;
    for (const list of pending) {
      const logProbabilities = list.hypotheses.map(() => scores[next++]!.logProbability);
      write.list(list, rankHypotheses(list, logProbabilities, options.weight));
    }
    pending = [];
    // Lets the process learn of a closed pipe.
    await setImmediate();
  };
  let lineNumber = 0;
  for (const line of linesOf(name)) {
    lineNumber++;
    if (line.trim() === '') continue;
    const list = parseNbestList(line, options.weight !== undefined);
    if (typeof list === 'string') {
      failed = true;
      printMessage(`${inputName(name)}:${lineNumber}: ${list}`);
      continue;
    }
    pending.push(list);
    if (pending.length >= batch) await rankPending();
  }
  await rankPending();
  write.end();
  return failed ? exitCodes.error : exitCodes.nothingFound;
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
