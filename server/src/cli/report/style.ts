import { isatty } from 'node:tty';

export type Style = (text: string) => string;

export interface Palette {
  readonly path: Style;
  readonly error: Style;
  readonly warning: Style;
  readonly information: Style;
  readonly mark: Style;
  readonly better: Style;
  readonly dim: Style;
}

const sgr =
  (open: number, close: number): Style =>
  (text) =>
    text === '' ? '' : `\x1b[${open}m${text}\x1b[${close}m`;
const plain: Style = (text) => text;

const colours: Palette = {
  path: sgr(1, 22),
  error: sgr(31, 39),
  warning: sgr(33, 39),
  information: sgr(36, 39),
  mark: sgr(31, 39),
  better: sgr(32, 39),
  dim: sgr(2, 22),
};
const noColours: Palette = {
  path: plain,
  error: plain,
  warning: plain,
  information: plain,
  mark: plain,
  better: plain,
  dim: plain,
};

/**
 * Whether standard output gets colours: FORCE_COLOR and NO_COLOR (no-color.org) decide, otherwise whether it is a terminal
 * that has any.
 */
export const wantsColours = (
  environment: NodeJS.ProcessEnv = process.env,
  isTerminal: boolean = isatty(1),
): boolean => {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return isTerminal && terminal !== 'dumb';
};

export const paletteFor = (coloured: boolean): Palette => (coloured ? colours : noColours);
