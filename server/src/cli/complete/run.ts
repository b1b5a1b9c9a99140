import { randomInt } from 'node:crypto';
import type { CausalLanguageModel, ConstraintOptions, GenerateOptions } from '../../lm/languageModel';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { withCausalModel } from '../languageModel';
import { constraintsOf } from './constraints';
import type { CompleteOptions } from './options';
import { promptOf } from './prompt';
import { type Completion, type CompletionWriter, writerOf } from './writers';

/** Seeds that are drawn are short enough to be typed again. */
const seedsDrawn = 1_000_000_000;

/** Runs `surprisal complete`, text by text as they come; the exit code comes back. */
export const runComplete = async (file: string | undefined, options: CompleteOptions): Promise<number> => {
  const count = options.n ?? options.count;
  refuseMeaningless(options, count);
  const constraints = constraintsOf(options);
  const prompt = promptOf(file, options);
  const firstSeed = options.seed ?? randomInt(seedsDrawn);
  const writer = writerOf(options);
  await withCausalModel(options.model, async (model) => {
    for (let index = 0; index < count; index++) {
      const generation = generateOptions(options, constraints, firstSeed + index);
      const completion = await completeOnce(model, prompt, generation, writer);
      writer.completion(completion);
      warnIfCut(completion, options, constraints);
    }
  });
  writer.end();
  return exitCodes.nothingFound;
};

const refuseMeaningless = ({ temperature, repetitionPenalty, maxTokens }: CompleteOptions, count: number): void => {
  if (count < 1) throw new CommandError('--count is at least 1');
  if (maxTokens < 1) throw new CommandError('--max-tokens is at least 1');
  if (temperature < 0) throw new CommandError('--temperature is at least 0');
  if (repetitionPenalty <= 0) throw new CommandError('--repetition-penalty is above 0; 1 is none');
  if (temperature === 0 && count > 1)
    throw new CommandError('--temperature 0 writes the same text each time; raise it, or leave --count out');
};

const generateOptions = (options: CompleteOptions, constraints: ConstraintOptions, seed: number): GenerateOptions => {
  const { maxTokens, temperature, topK, topP, minP, repetitionPenalty, stop } = options;
  return {
    ...{ maxTokens, temperature, topK, topP, minP, repetitionPenalty, seed },
    ...(stop !== undefined && { stop }),
    ...constraints,
  };
};

const completeOnce = async (
  model: CausalLanguageModel,
  prompt: string,
  options: GenerateOptions,
  writer: CompletionWriter,
): Promise<Completion> => {
  let text = '';
  let logProbability = 0;
  let finishReason: Completion['finishReason'] = 'length';
  for await (const piece of model.generate(prompt, options)) {
    text += piece.text;
    logProbability += piece.logProbability;
    finishReason = piece.finishReason ?? finishReason;
    writer.piece(piece.text);
  }
  return { text, logProbability, finishReason, seed: options.seed! };
};

const warnIfCut = (
  { text, finishReason }: Completion,
  { alternatives, maxTokens }: CompleteOptions,
  { pattern }: ConstraintOptions,
): void => {
  if (finishReason !== 'length') return;
  const whole = alternatives?.includes(text) ?? (pattern === undefined || matchesWhole(text, pattern));
  if (!whole) printMessage(`the text was cut after ${maxTokens} tokens, before it was whole; raise --max-tokens`);
};

const matchesWhole = (text: string, pattern: string): boolean => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    // Syntax that templates know and this engine does not, such as (?i:...).
    return true;
  }
};
