import type { Token } from '../../text/token';
import { wordList } from '../../text/wordList';

/** What a word's pronunciation begins with; undefined where speakers differ or the spelling does not tell. */
export type InitialSound = 'vowel' | 'consonant' | undefined;

/** Letters whose names begin with a vowel: "eff", "aitch", "ell". */
const vowelNames = /^[aefhilmnorsx]/i;

/** Read letter by letter although they could be read as words. */
const spelledOut = wordList(`
  URL URLS URI URIS USB UI UX UUID UTC UTF UK US USA EU UN UFO UDP API APIS XML IDE IP ID IDS IO AI OS OSS ORM OOP EOF ISO IRC
  FBI NGO MIT RFC SMS HTML HTTP HTTPS MRI NDA RSS SDK SSD SSH SSL SVG FTP MBA MP LLM LLVM AST AWS EC2 ES FPS FPGA
  HDMI HIV HR IEEE IOU IPO IQ IRS IT LGBT LSD LTE MVC MVP NBA NFL NHL NSA ODE OCR OED RNA RSA RSVP SME SOS SUV XSS
`);

/** Said as words by some and letter by letter by others, so both articles are right. */
const eitherWay = wordList(
  'SQL SCSI FAQ FAQS LED LEDS LHS RHS SASL MIDI SAP SCADA SAAS SIM SWAT RAM ROM MAC LAN HUD HEX RAR ROI LTS',
);

const silentH =
  /^(?:hours?(?:ly|glass(?:es)?|long)?|honest(?:y|ly)?|honou?r[a-z]*|heir(?:s|less|looms?|ess(?:es)?|ship)?)$/;
/** First syllable unstressed, so that `an historic` is heard too; or the h itself is optional. */
const optionalH =
  /^(?:histor[io]|hotel|hero[i]|habitu|heredit|hyster|hyp|hallucin|hilar|harmon|hexa|herb|homage|humbl|hispan|hermaph|hors|horrend|horrif|hegemon|hom[oe]|ha$|hm|h$)/;

const youSound =
  /^(?:uni(?:$|[abcfopqtuvx]|mod|dir|dim|l(?!l)|s[eo])|unan[ai]m|unary|us(?:a[bg]|e|i(?!c)|ua|ur)|ut[ieo]|ubiq|uk[ru]|ur(?:a[nl]|i[nc]|e[at]|olog|u)|ufo|ugand|uvu|ulys)/;
/** The u of "under", "ugly"; other beginnings with u are not judged. */
const shortU =
  /^(?:un(?!i|o)|unim(?!od)|unin|unill|unide(?!o)|unint|up(?!s[iy])|um[bp]|ul[tc]|ush|utt|utm|ugl|urb|urg|urn$|urch)/;
const oneWord = /^(?:one|ones|oneself|oneness|onesies?|once)$/;
const wOrYSound = /^(?:eu(?!f|ler)|ewe|ouija)/;

/** Onsets that a word, not a string of letters, may begin with after one of f, h, l, m, n, r, s, x. */
const pronounceable = /^(?:[flmnrs][aeiouy]|x[aeiouy]|f[lr]|rh|wr|s[chklmnpqtw])/;

function soundOfLetters(form: string): InitialSound {
  return vowelNames.test(form) ? 'vowel' : 'consonant';
}

function soundOfWord(lower: string): InitialSound {
  if (!/[aeiouy]/.test(lower)) return undefined;
  switch (lower.charAt(0)) {
    case 'a':
    case 'i':
      return 'vowel';
    case 'e':
    case 'o':
      if (lower.startsWith('euler')) return undefined;
      return oneWord.test(lower) || wOrYSound.test(lower) ? 'consonant' : 'vowel';
    case 'u':
      if (youSound.test(lower)) return 'consonant';
      return shortU.test(lower) ? 'vowel' : undefined;
    case 'h':
      if (silentH.test(lower)) return 'vowel';
      return optionalH.test(lower) || !/^h[aeiouy]/.test(lower) ? undefined : 'consonant';
    case 'y':
      return /^y[aeiou]/.test(lower) ? 'consonant' : undefined;
    case 'f':
    case 'l':
    case 'm':
    case 'n':
    case 'r':
    case 's':
    case 'x':
      return lower.length > 2 && pronounceable.test(lower) && !lower.startsWith('sql') ? 'consonant' : undefined;
    default:
      return 'consonant';
  }
}

/** iPhone, OAuth, PDFs: sure where the letter's name and its usual sound begin alike. */
function soundOfFirstLetter(form: string): InitialSound {
  if (/^[aeio]/i.test(form)) return 'vowel';
  return /^[bcdgjkpqtvwyz]/i.test(form) ? 'consonant' : undefined;
}

/** NASA is a word, NDA three letters: sure only where both readings begin alike, or where the spelling allows one. */
function soundOfCapitals(form: string): InitialSound {
  if (!/^[A-Z]+$/.test(form)) return undefined;
  if (eitherWay.has(form)) return undefined;
  const letters = soundOfLetters(form);
  if (spelledOut.has(form) || !/[AEIOUY]/.test(form)) return letters;
  return soundOfWord(form.toLowerCase()) === letters ? letters : undefined;
}

function soundOfNumber(form: string): InitialSound {
  if (/^8/.test(form)) return 'vowel';
  if (/^1[18](?!\d)/.test(form)) return /^1[18](?:,\d{3}){2,}/.test(form) ? undefined : 'vowel';
  if (/^18\d\d(?!\d)/.test(form)) return 'vowel';
  if (/^11\d\d(?!\d)/.test(form)) return undefined;
  return /^[1-9]/.test(form) ? 'consonant' : undefined;
}

/**
 * How the word at the head of a noun phrase begins, by rules of letter and written exceptions (pronunciations as in general dictionaries).
 *
 * @param token the word, number or identifier after the article
 * @param hyphenated whether a hyphen follows it at once: `x-axis`, `one-time`
 */
export function initialSound({ kind, form }: Token, hyphenated: boolean): InitialSound {
  if (kind === 'number') return soundOfNumber(form);
  if (kind === 'word') {
    if (/^[A-Za-z]$/.test(form)) return hyphenated || /[A-Z]/.test(form) ? soundOfLetters(form) : undefined;
    const capitals = form.toUpperCase();
    const lettersInLowerCase = (spelledOut.has(capitals) && capitals.length > 2) || eitherWay.has(capitals);
    if (form === capitals || lettersInLowerCase) return soundOfCapitals(capitals);
    return /^[A-Za-z]+(?:'[a-z]+)?$/.test(form) ? soundOfWord(form.toLowerCase()) : undefined;
  }
  if (kind !== 'identifier') return undefined;
  if (/^[A-Z]{2,}s$/.test(form)) return soundOfCapitals(form.slice(0, -1));
  const numbered = /^([A-Z]{1,5})-?\d+[A-Za-z]?$/.exec(form)?.[1];
  if (numbered !== undefined) return soundOfCapitals(numbered);
  if (/^[a-z]\d{1,3}$/.test(form)) return soundOfLetters(form);
  if (/^(?:[a-z][A-Z]|[A-Z]{2,}[a-z])[A-Za-z]*$/.test(form)) return soundOfFirstLetter(form);
  return /^[A-Z]?[a-z]{2,}[A-Z][A-Za-z]*$/.test(form) ? soundOfWord(form.toLowerCase()) : undefined;
}
