import { askedOf } from '../ask/answersView';
import type { ClientCommand } from './command';

export const copyAnswer: ClientCommand = {
  id: 'surprisal.copyAnswer',
  run: ({ questions }, node) => questions.copy(askedOf(node)),
};
