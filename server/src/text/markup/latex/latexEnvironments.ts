const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/**
 * What an environment's body is:
 * - `verbatim`: no LaTeX, or none that is text; skipped to its `\end`.
 * - `math`: a displayed formula, part of its sentence.
 * - `table`: cells of prose.
 * - `float`: no prose but captions and tables.
 * - `list`, `quote`, `prose`.
 */
export type EnvironmentKind = 'verbatim' | 'math' | 'table' | 'float' | 'list' | 'quote' | 'prose';

const verbatim = names(`
  verbatim Verbatim BVerbatim LVerbatim SaveVerbatim VerbatimOut lstlisting minted alltt comment filecontents tikzpicture pgfpicture circuitikz
  picture forest asy asydef luacode luacode* pycode pyconsole sageblock sagesilent tcblisting semiverbatim algorithmic algorithm2e 
  CCSXML thebibliography prooftree tikzcd psmatrix pspicture dot2tex gnuplot code shell console bash python java cpp Code CodeInput
  CodeOutput Sinput Soutput Schunk knitrout lilypond abc music ctexlisting chemfig boxedverbatim BoxedVerbatim`);
const math = names(`
  equation align gather multline eqnarray displaymath math flalign alignat xalignat xxalignat dmath dgroup split gathered aligned
  array matrix pmatrix bmatrix vmatrix Vmatrix cases empheq IEEEeqnarray smallmatrix dcases`);
const tables = names(
  'tabular tabularx tabulary longtable longtabu tabu xltabular supertabular tblr longtblr talltblr mpxtabular xtabular NiceTabular',
);
const floats = names(
  'figure table wrapfigure wraptable sidewaysfigure sidewaystable SCfigure SCtable subfigure subtable marginfigure margintable teaserfigure algorithm floatingfigure listing',
);
const lists = names(
  'itemize enumerate description compactitem compactenum compactdesc inparaenum inparaitem asparaenum asparaitem list trivlist tasks labeling ctexitemize',
);
const quotes = names('quote quotation verse displayquote displaycquote blockquote');
/** The braces after `\begin{…}` of these start the text. */
const withoutArguments =
  names(`document abstract center flushleft flushright itemize enumerate description quote quotation verse proof
  theorem lemma definition corollary proposition remark example appendices acknowledgments acknowledgements titlepage landscape sloppypar`);

export const environmentKind = (name: string): EnvironmentKind => {
  const base = name.replace(/\*$/, '');
  if (verbatim.has(base) || verbatim.has(name)) return 'verbatim';
  if (math.has(base)) return 'math';
  if (tables.has(base)) return 'table';
  if (floats.has(base)) return 'float';
  if (lists.has(base)) return 'list';
  return quotes.has(base) ? 'quote' : 'prose';
};

export const takesArguments = (name: string): boolean => !withoutArguments.has(name.replace(/\*$/, ''));
