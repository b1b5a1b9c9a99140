import stringWidth from 'string-width';

/** Lines of a text, broken between words where they are wider than the terminal; those after the first are indented as it is. */
export const wrapped = (text: string, width: number): string[] => {
  const indent = /^\s*/.exec(text)![0];
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(indent.length).split(' ')) {
    const longer = line === '' ? `${indent}${word}` : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
  }
  return [...lines, line];
};
