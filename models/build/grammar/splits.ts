/** What text is for. */
export type Split = 'train' | 'validation' | 'test';

/** Sources whose authors write as natives do, and edit. All others are to train on. */
const heldBack: Readonly<Record<string, Split>> = {
  'workshop-on-electronic-texts': 'validation',
  'freedink-data': 'validation',
  'gearhead-data': 'validation',
  'warzone2100-data': 'validation',
  'freeorion-data': 'test',
  'solfege-doc': 'test',
  'debian-kernel-handbook': 'test',
  'lordsawar-data': 'test',
};

/** By source, so that no document is in two. */
export const splitOf = (source: string): Split => heldBack[source] ?? 'train';
