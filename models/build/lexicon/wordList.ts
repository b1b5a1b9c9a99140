/** The words of a list, one a line; `#` starts a comment. */
export const readWordList = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().normalize('NFC'))
    .filter((word) => word !== '');
