import type { ClientCommand } from './command';

export const showLog: ClientCommand = {
  id: 'surprisal.showLog',
  run: ({ log }) => log.show(),
};
