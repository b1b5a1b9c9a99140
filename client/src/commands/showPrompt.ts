import { askedOf } from '../ask/answersView';
import type { ClientCommand } from './command';

export const showPrompt: ClientCommand = {
  id: 'surprisal.showPrompt',
  run: ({ questions }, node) => questions.showPrompt(askedOf(node)),
};
