import type { ClientCommand } from './command';

export const pauseIndexing: ClientCommand = {
  id: 'surprisal.pauseIndexing',
  run: ({ search }) => search.index('pause'),
};
