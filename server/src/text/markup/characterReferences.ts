import type { MaskBuilder } from './maskBuilder';

/** ISO 8859-1's letters and signs in order, U+00A0 to U+00FF, as HTML 4 names them. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const named: ReadonlyMap<string, string> = new Map<string, string>([
  ...latin1.split(' ').map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['ndash', '\u2013'],
  ['mdash', '\u2014'],
  ['lsquo', '\u2018'],
  ['rsquo', '\u2019'],
  ['sbquo', '\u201a'],
  ['ldquo', '\u201c'],
  ['rdquo', '\u201d'],
  ['bdquo', '\u201e'],
  ['hellip', '\u2026'],
  ['bull', '\u2022'],
  ['prime', '\u2032'],
  ['Prime', '\u2033'],
  ['trade', '\u2122'],
  ['euro', '\u20ac'],
  ['larr', '\u2190'],
  ['uarr', '\u2191'],
  ['rarr', '\u2192'],
  ['darr', '\u2193'],
  ['harr', '\u2194'],
  ['rArr', '\u21d2'],
  ['minus', '\u2212'],
  ['infin', '\u221e'],
  ['ne', '\u2260'],
  ['le', '\u2264'],
  ['ge', '\u2265'],
  ['check', '\u2713'],
  ['OElig', '\u0152'],
  ['oelig', '\u0153'],
  ['Scaron', '\u0160'],
  ['scaron', '\u0161'],
  ['Yuml', '\u0178'],
  ['lbrack', '['],
  ['rbrack', ']'],
  ['lbrace', '{'],
  ['rbrace', '}'],
  ['lpar', '('],
  ['rpar', ')'],
  ['num', '#'],
  ['ast', '*'],
  ['lowbar', '_'],
  ['grave', '`'],
  ['vert', '|'],
  ['bsol', '\\'],
  ['sol', '/'],
  ['colon', ':'],
  ['semi', ';'],
  ['comma', ','],
  ['period', '.'],
  ['excl', '!'],
  ['quest', '?'],
  ['equals', '='],
  ['commat', '@'],
  ['dollar', '$'],
  ['percnt', '%'],
  ['Tab', ' '],
  ['NewLine', ' '],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
]);

/** Zero-width and soft characters: as if not there. */
const invisible = /^[\u00ad\u200b-\u200f\u2060\ufeff]$/;

/**
 * What an HTML character reference such as `&eacute;` or `&#8217;` reads as: its character, a space for a no-break space, nothing for an invisible character;
 * undefined for a name that is not in common use.
 */
export const readCharacterReference = (reference: string): string | undefined => {
  const body = reference.slice(1, reference.endsWith(';') ? -1 : undefined);
  let character: string | undefined;
  if (body.startsWith('#')) {
    const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
    character =
      code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  } else character = named.get(body);
  if (character === undefined) return undefined;
  if (/\s/.test(character)) return ' ';
  return invisible.test(character) ? '' : character;
};

/** Masks the character reference at a span; one that is not known is absent. */
export const maskCharacterReference = (builder: MaskBuilder, start: number, end: number): void => {
  builder.replace(start, end, readCharacterReference(builder.source.slice(start, end)) ?? '');
};
