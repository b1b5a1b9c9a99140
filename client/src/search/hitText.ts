import type {
  IndexStatus,
  SearchHitItem,
  SearchReadiness,
  SearchResult,
  TuningProgress,
} from '../../../server/src/shared/searchProtocol';

/** `vscode.l10n.t`, or a stand-in. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** About what two lines of a wide list hold. */
const mostCharacters = 220;
const mostBefore = 40;

/** A part of a passage on one line, and where in it the sentence stands that answers best. */
export interface Excerpt {
  readonly text: string;
  readonly marked: readonly [start: number, end: number];
}

/** The name of a passage: the heading right above it, or else its file's name. */
export const titleOf = ({ headings, path }: SearchHitItem): string => headings.at(-1) ?? fileName(path);

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whose file it is: a folder's of several, or of a store another one's. */
export const ownerOf = ({ folder, source }: Pick<SearchHitItem, 'folder' | 'source'>): string | undefined =>
  folder ?? source;

/** The line of its file, counted from 1, that the sentence begins in which answers best. */
export const lineOf = ({ markedRange, firstLine = 0 }: SearchHitItem): number => firstLine + markedRange.start.line + 1;

/** Where the sentence stands that answers best, as people write it. */
export const placeOf = (hit: SearchHitItem): string => {
  const owner = ownerOf(hit);
  return `${owner === undefined ? '' : `${owner}/`}${hit.path}:${lineOf(hit)}`;
};

/** The sentence that answers best first, since lists cut what is long, then what follows; what stands before only where it is short, and without headings. */
export const excerptOf = ({ text, marked, headings }: SearchHitItem): Excerpt => {
  const sentence = onOneLine(text.slice(marked.start, marked.end));
  const isHeading = (line: string) => headings.includes(line.replace(/^\W+/, '').trim());
  const lines = text.slice(0, marked.start).split('\n');
  const before = onOneLine(lines.filter((line) => !isHeading(line)).join('\n'));
  const after = onOneLine(text.slice(marked.end));
  const lead = before === '' ? '' : before.length <= mostBefore ? `${before} ` : '… ';
  const whole = `${lead}${sentence}${after === '' ? '' : ` ${after}`}`;
  const cut = whole.length > mostCharacters ? `${whole.slice(0, mostCharacters - 1).trimEnd()}…` : whole;
  return { text: cut, marked: [lead.length, Math.min(lead.length + sentence.length, cut.length)] };
};

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const count = (value: number): string => value.toLocaleString('en');

/** What a search could ask, in a few words: whether all files were read, and whether meaning was compared or words alone. */
export const readinessText = (readiness: SearchReadiness, t: Translate): string => {
  const { isComplete, passages, embedded, vectorsMissing } = readiness;
  const read = isComplete
    ? t('{0} passages', count(passages))
    : t('{0} passages so far, files are still being read', count(passages));
  if (embedded === 0 && vectorsMissing !== undefined) return t('{0}; by words alone', read);
  if (embedded > 0 && embedded < passages) return t('{0}; {1} of them by meaning too', read, count(embedded));
  return read;
};

/** What a search could ask of the workspace and of a store, in a few words. */
export const searchedText = ({ readiness, store }: Pick<SearchResult, 'readiness' | 'store'>, t: Translate): string => {
  const here = readinessText(readiness, t);
  if (store === undefined) return here;
  return store.problem === undefined
    ? t('{0}; {1} in the store', here, count(store.passages))
    : t('{0}; not the store', here);
};

/** What was looked for beside the words of a query; undefined where nothing was to be. */
export const relatedText = ({ related }: Pick<SearchResult, 'related'>, t: Translate): string | undefined => {
  if (related === undefined) return undefined;
  if (related.terms.length > 0) return t('also: {0}', related.terms.join(', '));
  switch (related.missing) {
    case 'learning':
      return t('related words are being learnt');
    case 'tooFew':
      return t('too little text for related words');
    case 'failed':
      return t('related words could not be learnt');
    default:
      return t('no related words');
  }
};

/** How far a tuning of searches is, in a few words. */
export const tuningText = ({ stage, done, of }: TuningProgress, t: Translate): string => {
  switch (stage) {
    case 'reading':
      return t('{0} of {1} files are read', count(done), count(of));
    case 'embedding':
      return t('Vectors: {0} of {1} texts', count(done), count(of));
    case 'training':
      return t('Training: {0} of at most {1} rounds', count(done), count(of));
  }
};

/** What the index is doing, in a few words. */
export const indexStateText = (status: IndexStatus, t: Translate): string => {
  const { state, scan, passages, embedded, embeddedPerSecond, detail } = status;
  switch (state) {
    case 'unused':
      return t('The first search makes the index.');
    case 'opening':
      return t('The index is being opened.');
    case 'scanning':
      return scan === undefined
        ? t('Files are being looked for.')
        : t('{0} of {1} files are read', count(scan.done), count(scan.of));
    case 'embedding':
      return embeddedPerSecond === undefined
        ? t('Vectors: {0} of {1} passages', count(embedded), count(passages))
        : t(
            'Vectors: {0} of {1} passages, {2} a second',
            count(embedded),
            count(passages),
            embeddedPerSecond.toFixed(0),
          );
    case 'ready':
      return detail ?? t('{0} files, {1} passages', count(status.files), count(passages));
    case 'paused':
      return t('Paused; {0} passages can be searched', count(passages));
    case 'waiting':
      return t('Another window keeps this index up to date.');
    case 'failed':
      return detail ?? t('The index cannot be used.');
  }
};
