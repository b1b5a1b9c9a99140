import type { ClientCommand } from './command';

export const openHitBeside: ClientCommand = {
  id: 'surprisal.openHitBeside',
  run: ({ search }) => search.openBeside(),
};
