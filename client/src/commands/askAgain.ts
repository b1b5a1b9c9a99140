import { askedOf } from '../ask/answersView';
import { type ClientCommand, refusedWithoutFolder } from './command';

export const askAgain: ClientCommand = {
  id: 'surprisal.askAgain',
  async run({ questions }, node) {
    if (!refusedWithoutFolder()) await questions.askAgain(askedOf(node));
  },
};
