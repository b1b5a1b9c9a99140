/** Longer questions say no more, and `parseQuery` refuses what is much longer. */
const mostCharacters = 4000;

/**
 * A question as a query of the same words: nothing in it excludes, filters or must stand as it does. What `plainQuery` is where a query crosses to another thread, which takes none that is parsed.
 */
export const plainQueryText = (question: string): string =>
  question
    .slice(0, mostCharacters)
    .replaceAll('"', ' ')
    .replace(/(path|lang|heading|modified):/gi, '$1 ')
    .replace(/(?<!\S)-+(?=\S)/g, '');
