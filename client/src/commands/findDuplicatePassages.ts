import { type ClientCommand, refusedWithoutFolder } from './command';

export const findDuplicatePassages: ClientCommand = {
  id: 'surprisal.findDuplicatePassages',
  async run({ search }) {
    if (!refusedWithoutFolder()) await search.findDuplicates();
  },
};
