/** The words of a list that is written with white space between them. */
export const wordList = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
