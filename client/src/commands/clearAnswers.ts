import type { ClientCommand } from './command';

export const clearAnswers: ClientCommand = {
  id: 'surprisal.clearAnswers',
  run: ({ questions }) => questions.clear(),
};
