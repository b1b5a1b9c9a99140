import type { SamplingOptions } from '../languageModel';

export type SamplingSettings = Required<SamplingOptions>;

/** llama.cpp's (common/common.h, `common_params_sampling`), but for the seed, which there comes from the machine. */
export const defaultSampling: SamplingSettings = {
  temperature: 0.8,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
  repetitionPenalty: 1,
  seed: 0,
};

/** Tokens before the next one that the repetition penalty looks at; llama.cpp's `penalty_last_n`. */
export const repetitionWindow = 64;

const isProbability = (value: number): boolean => value >= 0 && value <= 1;

/**
 * Options with what is absent filled in.
 * @throws RangeError that names the option, where a value has no meaning
 */
export const samplingSettings = (options: SamplingOptions): SamplingSettings => {
  const settings = {
    temperature: options.temperature ?? defaultSampling.temperature,
    topK: options.topK ?? defaultSampling.topK,
    topP: options.topP ?? defaultSampling.topP,
    minP: options.minP ?? defaultSampling.minP,
    repetitionPenalty: options.repetitionPenalty ?? defaultSampling.repetitionPenalty,
    seed: options.seed ?? defaultSampling.seed,
  };
  const refuse = (name: keyof SamplingSettings, what: string): never => {
    throw new RangeError(`${name} is ${what}, not ${settings[name]}`);
  };
  if (!(settings.temperature >= 0 && settings.temperature < Number.POSITIVE_INFINITY))
    refuse('temperature', 'a number from 0 on');
  if (!(Number.isSafeInteger(settings.topK) && settings.topK >= 0)) refuse('topK', 'a whole number from 0 on');
  if (!isProbability(settings.topP)) refuse('topP', 'a number between 0 and 1');
  if (!isProbability(settings.minP)) refuse('minP', 'a number between 0 and 1');
  if (!(settings.repetitionPenalty > 0 && settings.repetitionPenalty < Number.POSITIVE_INFINITY))
    refuse('repetitionPenalty', 'a number above 0');
  if (!Number.isSafeInteger(settings.seed)) refuse('seed', 'a whole number');
  return settings;
};
