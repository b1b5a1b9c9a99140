import type { BlockKind } from '../maskedDocument';

/** What an HTML element means for the prose in it. */
export type ElementRole =
  /** Starts and ends a block; the prose directly in it has this kind. */
  | { readonly role: 'block'; readonly kind: BlockKind }
  /** Has no prose, and separates what comes before from what comes after. */
  | { readonly role: 'opaque' }
  /** Stands for one noun, content and all. */
  | { readonly role: 'noun' }
  /** A line break. */
  | { readonly role: 'break' }
  /** Its tags are absent, its content is prose of the block around it. */
  | { readonly role: 'inline' };

const inline: ElementRole = { role: 'inline' };
const opaque: ElementRole = { role: 'opaque' };
const noun: ElementRole = { role: 'noun' };
const block = (kind: BlockKind): ElementRole => ({ role: 'block', kind });

const paragraph = block('paragraph');
const heading = block('heading');
const listItem = block('listItem');
const cell = block('tableCell');
const caption = block('caption');

const roles: ReadonlyMap<string, ElementRole> = new Map<string, ElementRole>([
  ...[
    ...['address', 'article', 'aside', 'body', 'center', 'details', 'dialog', 'dir', 'div', 'dl', 'fieldset', 'figure'],
    ...[
      'footer',
      'form',
      'frameset',
      'head',
      'header',
      'hgroup',
      'hr',
      'html',
      'main',
      'menu',
      'nav',
      'noscript',
      'ol',
      'p',
    ],
    ...['search', 'section', 'table', 'tbody', 'tfoot', 'thead', 'tr', 'ul'],
  ].map((name): [string, ElementRole] => [name, paragraph]),
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'button', 'label', 'legend', 'summary', 'title'].map(
    (name): [string, ElementRole] => [name, heading],
  ),
  ...['li', 'dt', 'dd'].map((name): [string, ElementRole] => [name, listItem]),
  ...['td', 'th'].map((name): [string, ElementRole] => [name, cell]),
  ...['caption', 'figcaption'].map((name): [string, ElementRole] => [name, caption]),
  ['blockquote', block('quote')],
  ...[
    ...['audio', 'canvas', 'colgroup', 'datalist', 'embed', 'iframe', 'listing', 'map', 'noembed', 'noframes', 'noscript'],
    ...[
      'object',
      'picture',
      'plaintext',
      'pre',
      'script',
      'select',
      'style',
      'svg',
      'template',
      'textarea',
      'video',
      'xmp',
    ],
  ].map((name): [string, ElementRole] => [name, opaque]),
  ...['code', 'img', 'input', 'kbd', 'math', 'meter', 'progress', 'samp', 'tt', 'var'].map(
    (name): [string, ElementRole] => [name, noun],
  ),
  ['br', { role: 'break' }],
]);

/** The role of an element by its name in lower case; one that HTML does not know is inline. */
export const roleOf = (name: string): ElementRole => roles.get(name) ?? inline;

/** Elements that have no content and no end tag. */
export const voidElements: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
]);
