import { type ClientCommand, refusedWithoutFolder } from './command';

export const removeTuning: ClientCommand = {
  id: 'surprisal.removeTuning',
  async run({ search }) {
    if (!refusedWithoutFolder()) await search.removeTuning();
  },
};
