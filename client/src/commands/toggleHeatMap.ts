import type { ClientCommand } from './command';

export const toggleHeatMap: ClientCommand = {
  id: 'surprisal.toggleHeatMap',
  run: ({ heatMap }) => heatMap.toggle(),
};
