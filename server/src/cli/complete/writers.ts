import { printable } from '../console';
import type { CompleteOptions } from './options';

export interface Completion {
  readonly text: string;
  /** Natural logarithm, under the model itself. */
  readonly logProbability: number;
  readonly finishReason: 'stop' | 'complete' | 'length';
  /** With it the text comes again. */
  readonly seed: number;
}

export interface CompletionWriter {
  /** A piece of the text that is being written. */
  piece(text: string): void;
  /** A text is done. */
  completion(completion: Completion): void;
  end(): void;
}

const round = (value: number): number => Number(value.toFixed(4));

export const writerOf = ({ format }: CompleteOptions): CompletionWriter =>
  format === 'text' ? textWriter() : jsonWriter(format);

/** Text as it comes, each with a line end of its own. */
const textWriter = (): CompletionWriter => {
  // A terminal would obey what the model may write.
  const shown = (text: string): string =>
    process.stdout.isTTY ? text.replace(/[^\n\t]+/g, (line) => printable(line)) : text;
  let last = '\n';
  return {
    piece(text) {
      process.stdout.write(shown(text));
      last = text.at(-1) ?? last;
    },
    completion() {
      if (last !== '\n') process.stdout.write('\n');
      last = '\n';
    },
    end() {},
  };
};

const jsonWriter = (format: 'jsonl' | 'json'): CompletionWriter => {
  let separator = format === 'json' ? '[\n' : '';
  return {
    piece() {},
    completion(completion) {
      const record = { ...completion, logProbability: round(completion.logProbability) };
      process.stdout.write(separator + JSON.stringify(record) + (format === 'jsonl' ? '\n' : ''));
      if (format === 'json') separator = ',\n';
    },
    end() {
      if (format === 'json') process.stdout.write('\n]\n');
    },
  };
};
