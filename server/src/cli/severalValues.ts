/** Of an option that may be given again: all its values. */
export const severalValues = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
