import type { BlockKind } from '../../maskedDocument';

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
const block = (kind: BlockKind): ElementRole => ({ role: 'block', kind });

const namesByRole: readonly (readonly [ElementRole, string])[] = [
  [
    block('paragraph'),
    'address article aside body center details dialog dir div dl fieldset figure footer form frameset head header hgroup hr html main menu nav ol p search section table tbody tfoot thead tr ul',
  ],
  [block('heading'), 'button h1 h2 h3 h4 h5 h6 label legend summary title'],
  [block('listItem'), 'dd dt li'],
  [block('tableCell'), 'td th'],
  [block('caption'), 'caption figcaption'],
  [block('quote'), 'blockquote'],
  [
    { role: 'opaque' },
    'audio canvas colgroup datalist embed iframe listing map noembed noframes noscript object picture plaintext pre script select style svg template textarea video xmp',
  ],
  [{ role: 'noun' }, 'code img input kbd math meter progress samp tt var'],
  [{ role: 'break' }, 'br'],
];

const roles: ReadonlyMap<string, ElementRole> = new Map(
  namesByRole.flatMap(([role, names]) => names.split(' ').map((name): [string, ElementRole] => [name, role])),
);

/** The role of an element by its name in lower case; one that HTML does not know is inline. */
export const roleOf = (name: string): ElementRole => roles.get(name) ?? inline;

/** Elements that have no content and no end tag. */
export const voidElements: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);
