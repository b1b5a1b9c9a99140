import { type ClientCommand, refusedWithoutFolder } from './command';

export const searchByMeaning: ClientCommand = {
  id: 'surprisal.searchByMeaning',
  run({ search }) {
    if (!refusedWithoutFolder()) search.searchByMeaning();
  },
};
