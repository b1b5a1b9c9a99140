import type { ClientCommand } from './command';

export const refreshSearchResults: ClientCommand = {
  id: 'surprisal.refreshSearchResults',
  run: ({ results }) => results.refresh(),
};
