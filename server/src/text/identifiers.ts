import { isSentenceOpener } from './abbreviations';

/** What a run of characters without white space may hold; tells which patterns are worth trying. */
export enum Trait {
  Digit = 1,
  /** `.` with a letter or digit after it. */
  InnerStop = 2,
  /** A capital after a letter. */
  InnerCapital = 4,
  Underscore = 8,
  Slash = 16,
  Backslash = 32,
  At = 64,
  Colon = 128,
  /** `#`, `&`, `<`, `>`, `=`, `+`, `(`, `~`, `$` */
  Symbol = 256,
  /** A hyphen at the start of the run or after another hyphen. */
  Dash = 512,
}

interface Pattern {
  /** At least one of these traits must be there. */
  readonly traits: number;
  readonly sticky: RegExp;
  /** Says no to a match of the expression. */
  readonly accept?: (match: string) => boolean;
  /** Only where the run starts or after an opening mark: `/etc`, not the `/or` of `and/or`. */
  readonly leads?: boolean;
}

const trailing = /[.,;:!?'"\u2019\u201D)\]}*]+$/;

/** Length of an address less the punctuation of the sentence around it; a closing bracket stays when its opening one is inside. */
function addressLength(match: string): number {
  let kept = match;
  for (;;) {
    const tail = trailing.exec(kept);
    if (tail === null) return kept.length;
    const mark = kept.charAt(kept.length - 1);
    if (mark === ')' && count(kept, '(') >= count(kept, ')')) return kept.length;
    kept = kept.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  let found = 0;
  for (let index = text.indexOf(character); index >= 0; index = text.indexOf(character, index + 1)) found++;
  return found;
}

const scheme =
  /(?:https?|ftps?|file|ssh|git|svn|wss?|vscode|data|mailto|tel|doi|urn|ldap|postgres|mysql|redis|s3|gs|jdbc):(?:\/\/)?[^\s<>"\u201C\u201D]+|[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"\u201C\u201D]+|www\.[^\s<>"\u201C\u201D]+/iy;

/** Length of the address that starts at `index`, or 0. */
export function matchAddress(run: string, index: number): number {
  scheme.lastIndex = index;
  const match = scheme.exec(run);
  if (match === null) return 0;
  const length = addressLength(match[0]);
  return /^\w+:\/*$/.test(match[0].slice(0, length)) ? 0 : length;
}

/**
 * Letters and combining marks of Latin, Greek and Cyrillic, as a class without brackets. Names of other scripts are words; Unicode's
 * whole property would take twenty times as long to compile, at every start.
 */
const letters = 'A-Za-z\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u052F';
const capitals = 'A-Z\\u00C0-\\u00D6\\u00D8-\\u00DE';

const sentenceJunction = new RegExp(`^[${letters}\\d_-]*[a-z\\u00DF-\\u024F\\d]\\.([${capitals}][a-z]*)$`);
const joined = (match: string): boolean => {
  const parts = sentenceJunction.exec(match);
  return parts !== null && isSentenceOpener(parts[1] ?? '');
};
const innerCapital = new RegExp(`[${letters}][${capitals}]`);
const scottish = /^(?:Mc|Mac|Fitz|Van|De|Di|Du|La|Le|Von)[A-Z][a-z]{2,}$/;
const hasLetterAndDigit = (match: string): boolean => /\d/.test(match) && /[a-f]/i.test(match);

/** Not followed by a letter, digit or what would go on with the identifier. */
const end = `(?![${letters}\\d_])`;
const pattern = (traits: number, source: string, accept?: (match: string) => boolean): Pattern => ({
  traits,
  sticky: new RegExp(`(?:${source})${end}`, 'uy'),
  ...(accept === undefined ? {} : { accept }),
});
const leading = (traits: number, source: string): Pattern => ({ ...pattern(traits, source), leads: true });

/** Tried in this order where a run, or a part of it after an opening mark, starts. Quantifiers are bounded: a long run costs no more than its length. */
const patterns: readonly Pattern[] = [
  // E-mail address.
  pattern(Trait.At, '[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}'),
  // UUID, commit hash, colour, hexadecimal number.
  pattern(Trait.Digit, '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}'),
  pattern(Trait.Digit, '0[xX][0-9A-Fa-f_]{1,64}|0[bo][0-7_]{1,64}'),
  pattern(Trait.Digit, '[0-9a-f]{7,128}|[0-9A-F]{7,128}', hasLetterAndDigit),
  // HTML entity that was left.
  { traits: Trait.Symbol, sticky: /&(?:[A-Za-z]{2,31}\d{0,2}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});/y },
  // HTML or XML tag, generic type.
  { traits: Trait.Symbol, sticky: /<\/?[A-Za-z][\w:-]{0,40}\/?>/y },
  { traits: Trait.Symbol, sticky: /[A-Za-z_][\w:.]{0,60}<[\w:.,<>&'*[\]]{1,80}>/y },
  // C++, C#, F#, g++, A*.
  { traits: Trait.Symbol, sticky: /(?:[A-Za-z]|[a-z]{2,6})(?:\+\+|#)(?![\w#+])/y },
  // Windows and UNC paths.
  pattern(
    Trait.Backslash,
    '[A-Za-z]:\\\\[^\\s"<>|*?]{0,200}[\\w\\\\]|\\\\\\\\[\\w.$-]{1,64}(?:\\\\[\\w.$-]{1,64}){1,16}\\\\?|(?:%\\w{1,30}%|[\\w.-]{1,64})(?:\\\\[\\w.$-]{1,64}){1,16}',
  ),
  // LaTeX-like command with arguments.
  {
    traits: Trait.Backslash,
    sticky: /\\(?:[A-Za-z@]{1,40}\*?|[^\s\w])(?:\[[^\]\s]{0,60}\])?(?:\{[^{}\s]{0,60}\}){0,4}/y,
  },
  // Unix path: absolute, home, dotted, or relative with a file name, a hidden or numbered part, or a closing slash.
  leading(
    Trait.Slash,
    '(?:~|\\.{1,2}|\\$\\w{1,40}|\\$\\{\\w{1,40}\\})?\\/(?:[\\w.@+~:%{}*$-]{0,80}\\/){0,24}[\\w.@+~%{}*$-]{0,80}[\\w/*}]',
  ),
  pattern(Trait.Slash, '@?[\\w.+-]{1,80}(?:\\/[\\w.@+*~-]{0,80}[\\w*~]){1,24}\\/?|[\\w.+-]{2,80}\\/', (match) => {
    if (/^\d+\/\d+(?:\/\d+)?$/.test(match)) return false;
    return (
      match.endsWith('/') ||
      match.startsWith('@') ||
      /[A-Za-z_]\.[A-Za-z]|[_@*~]|(?:^|\/)\.\w/.test(match) ||
      /^[a-z][\w-]*\/[\w-]*\d/.test(match) ||
      count(match, '/') > 2
    );
  }),
  // Flag.
  leading(Trait.Dash, '--[A-Za-z][\\w-]{0,60}(?:=[^\\s,;)]{0,200}[^\\s,;.):])?|-[A-Za-z]'),
  // Mention, decorator, scoped package.
  leading(Trait.At, '@[A-Za-z_][\\w-]{0,60}(?:[./][\\w-]{1,60}){0,4}'),
  leading(
    Trait.Symbol,
    `#[${letters}_][${letters}\\d_-]{0,60}|#\\d{1,8}|#[0-9A-Fa-f]{3,8}|\\$[A-Za-z_]\\w{0,60}|\\$\\{\\w{1,60}\\}`,
  ),
  // Version.
  pattern(
    Trait.Digit,
    '[vV]\\d{1,6}(?:\\.(?:\\d{1,8}|x|\\*)){0,4}(?:[-+.]?(?:rc|alpha|beta|dev|pre|preview|snapshot|SNAPSHOT|a|b|p|post|final|nightly)[.-]?\\d{0,8})?',
  ),
  pattern(
    Trait.Digit,
    '\\d{1,6}(?:\\.(?:\\d{1,8}|x|\\*)){0,4}[-+.]?(?:rc|alpha|beta|dev|pre|preview|SNAPSHOT|post|nightly)[.-]?\\d{0,8}(?:\\.\\d{1,8})?',
  ),
  pattern(Trait.Digit, '\\d{1,6}(?:\\.(?:\\d{1,8}|x|\\*)){2,5}(?:-[\\w.]{0,30}\\w)?|\\d{1,6}\\.x'),
  // Names joined by `::`, `->`, `=>`, `=`; calls.
  {
    traits: Trait.Colon | Trait.Symbol,
    sticky: /[A-Za-z_][\w.]{0,80}(?:(?:::|->|=>|\?\.|#)~?[A-Za-z_][\w.]{0,80}){1,12}(?:\(\)|!)?/y,
  },
  { traits: Trait.Symbol, sticky: /[A-Za-z_][\w.-]{0,80}={1,2}[^\s,;)]{0,200}[^\s,;.)]/y },
  { traits: Trait.Symbol, sticky: /[A-Za-z_][\w.:]{0,120}!?\(\)/y },
  // Dotted names and file names, but not two sentences run together.
  pattern(
    Trait.InnerStop,
    `[${letters}_][${letters}\\d_-]{0,80}(?:\\.[${letters}\\d_][${letters}\\d_-]{0,80}){1,24}|\\d[${letters}\\d_-]{0,80}\\.[A-Za-z]\\w{0,12}`,
    (match) => !joined(match) && !/^\d+\.\d/.test(match),
  ),
  leading(
    Trait.InnerStop,
    `\\.[${letters}_][${letters}\\d_-]{0,80}(?:\\.[${letters}\\d_][${letters}\\d_-]{0,80}){0,24}`,
  ),
  // snake_case, ALL_CAPS, dunder names.
  pattern(
    Trait.Underscore,
    `_{0,3}[${letters}\\d]{1,80}(?:_{1,3}[${letters}\\d]{1,80}){1,24}_{0,3}|__[${letters}\\d]{1,80}__`,
  ),
  // A word with digits: x86, utf8, 3D, 5ms, H2O, UTF-8, RFC-2119, Python3's. Ordinals, decades and times of day are numbers.
  pattern(
    Trait.Digit,
    `[${letters}]{1,80}\\d[${letters}\\d]{0,80}|\\d{1,40}(?:[.,]\\d{1,40})?[${letters}][${letters}\\d]{0,80}(?:\\/[a-z]{1,3})?|[${capitals}]{1,6}-\\d{1,6}`,
    (match) => !/^\d[\d.,]*(?:st|nd|rd|th|s|ST|ND|RD|TH|am|pm|AM|PM)$/.test(match),
  ),
  // camelCase, PascalCase, APIs; not McDonald.
  pattern(
    Trait.InnerCapital,
    `[${letters}]{2,120}`,
    (match) => innerCapital.test(match) && /[a-z\u00DF-\u024F]/.test(match) && !scottish.test(match),
  ),
];

const patternsByTraits: (readonly Pattern[] | undefined)[] = [];
function patternsFor(traits: number): readonly Pattern[] {
  patternsByTraits[traits] ??= patterns.filter(({ traits: needed }) => (needed & traits) !== 0);
  return patternsByTraits[traits];
}

/**
 * Length of the identifier that starts at `index` of `run` (a stretch without white space), or 0. Identifiers are what a writer does not spell:
 * addresses, paths, file names, versions, hashes, flags, mentions, entities, commands, calls, and words in camelCase, snake_case or with digits.
 *
 * @param traits what `run` holds (a sum of `Trait`): saves trying patterns that cannot match
 * @param leads whether the run starts at `index`, or an opening mark stands before it
 */
export function matchIdentifier(run: string, index: number, traits: number, leads: boolean): number {
  for (const { sticky, accept, leads: mustLead } of patternsFor(traits)) {
    if (mustLead === true && !leads) continue;
    sticky.lastIndex = index;
    const match = sticky.exec(run);
    if (match !== null && (accept === undefined || accept(match[0]))) return match[0].length;
  }
  return 0;
}

const units = new Set(
  `kB KB MB GB TB PB KiB MiB GiB TiB PiB kb mb gb tb kbit Mbit Gbit kbps Mbps Gbps bps Hz kHz MHz GHz THz ms ns ps \u00B5s \u03BCs
  mm cm dm km nm \u00B5m \u03BCm m g kg mg \u00B5g \u03BCg t l L ml mL cl dl lb lbs oz ft yd mi W kW MW GW Wh kWh MWh V mV kV mA mAh Ah
  J kJ MJ kcal cal N kN Pa kPa MPa hPa mbar psi dB dBm px pt em rem vh vw ch dpi ppi fps rpm mph kph kn K C F mol mmol
  s h min sec hr hrs mins secs ppm ppb ha sq cps MP Mpx kn lm lx cd Bq Gy Sv rad sr`
    .trim()
    .split(/\s+/),
);

/** Whether a word that stands after a number is a unit's symbol: `10 kB`, `3.5 mm`. */
export const isUnitSymbol = (form: string): boolean => units.has(form);
