import { type ClientCommand, refusedWithoutFolder } from './command';

/** A keyboard shortcut may bring its question. */
export const askWorkspace: ClientCommand = {
  id: 'surprisal.askWorkspace',
  async run({ questions }, question) {
    if (!refusedWithoutFolder()) await questions.askInView(typeof question === 'string' ? question : undefined);
  },
};
