import pairs from './generalPairs.json';

/** Questions about life, knowledge, work and programs, and of each the passage that answers it: written for this, so that they are in no workspace. What an adapter loses on them it would lose on any other subject. */
export const generalPairs: readonly { readonly query: string; readonly passage: string }[] = pairs.map(
  ([query, passage]) => ({ query: query!, passage: passage! }),
);
