import type { ClientCommand } from './command';

export const clearSearchResults: ClientCommand = {
  id: 'surprisal.clearSearchResults',
  run: ({ results }) => results.clear(),
};
