import type { ClientCommand } from './command';

export const resume: ClientCommand = {
  id: 'surprisal.resume',
  run: (parts) => parts.pause.set(false),
};
