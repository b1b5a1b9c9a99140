import type { PairSource } from '../../search/tuning/tuningJob';

export const adapterFormats = ['text', 'json'] as const;

/** Options of `surprisal train adapter` as commander hands them over. */
export interface AdapterCommandOptions {
  readonly format: (typeof adapterFormats)[number];
  readonly index?: string;
  readonly embeddingModel: string;
  readonly pairs?: PairSource;
  readonly rank?: number;
  readonly temperature?: number;
  readonly learningRate?: number;
  readonly warmUp?: number;
  readonly l2?: number;
  readonly l1?: number;
  readonly epochs?: number;
  readonly seed?: number;
  readonly dryRun?: true;
  readonly remove?: true;
}
