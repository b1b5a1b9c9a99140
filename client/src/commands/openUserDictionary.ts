import type { ClientCommand } from './command';
import { openDictionary } from './openDictionary';

export const openUserDictionary: ClientCommand = {
  id: 'surprisal.openUserDictionary',
  run: ({ client }) => openDictionary(client, { scope: 'user' }),
};
