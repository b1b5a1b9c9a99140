import type { RelationReason } from '../../../server/src/shared/relatedProtocol';
import type { Translate } from './hitText';

/** Why a file belongs to another, in a few words. */
export const reasonText = (why: RelationReason, t: Translate): string => {
  switch (why.kind) {
    case 'together':
      return why.commits === 1
        ? t('changed together in the only commit')
        : t('changed together in {0} of {1} commits', why.together, why.commits);
    case 'company':
      return t('both are changed with {0}', why.via);
    case 'alike': {
      const heading = why.headings.at(-1);
      return heading === undefined ? t('has a passage like it') : t('has a passage like it: {0}', heading);
    }
  }
};
