import type { ClientCommand } from './command';

export const pause: ClientCommand = {
  id: 'surprisal.pause',
  run: (parts) => parts.pause.set(true),
};
