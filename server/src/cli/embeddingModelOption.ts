import { Option } from 'commander';

/** Which model makes vectors of passages and queries. */
export const embeddingModelOption = (): Option =>
  new Option('--embedding-model <id>', 'what makes vectors: auto, none, or a model that was imported').default('auto');
