import type { ClientCommand } from './command';

export const resumeIndexing: ClientCommand = {
  id: 'surprisal.resumeIndexing',
  run: ({ search }) => search.index('resume'),
};
