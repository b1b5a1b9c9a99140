import { type ClientCommand, refusedWithoutFolder } from './command';

export const tuneSearch: ClientCommand = {
  id: 'surprisal.tuneSearch',
  async run({ search }) {
    if (!refusedWithoutFolder()) await search.tune();
  },
};
