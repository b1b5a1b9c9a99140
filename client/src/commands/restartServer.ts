import type { ClientCommand } from './command';

export const restartServer: ClientCommand = {
  id: 'surprisal.restartServer',
  run: ({ client }) => client.restart(),
};
