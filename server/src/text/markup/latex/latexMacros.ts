/**
 * How the arguments of a LaTeX macro read, one character an argument, optional ones (`[…]`) left out as they are never prose:
 * `-` not at all, `p` as part of the sentence, `q` the same in quotation marks, `h` a heading, `c` a caption, `f` a note of its own.
 */
export type ArgumentRoles = string;

const table = (entries: Readonly<Record<ArgumentRoles, string>>): ReadonlyMap<string, ArgumentRoles> =>
  new Map(
    Object.entries(entries).flatMap(([roles, names]) => names.split(/\s+/).map((name) => [name, roles] as const)),
  );

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Macros with an argument that is prose. */
export const proseMacros = table({
  p: `emph textbf textit textrm textsf textsc textsl textmd textup textnormal textlf textsw underline uline uuline uwave
    sout st hl ul mbox hbox fbox text alert structure textsuperscript textsubscript MakeUppercase MakeLowercase uppercase lowercase
    makebox framebox strong centerline leftline rightline textover onslide only uncover visible smallcaps lowsmallcaps
    hyperref newterm term defn dfn textquote ensureupright makefirstuc capitalisewords
    shortstack nohyphens textls so caps allcaps`,
  q: 'enquote ',
  '-p': `href textcolor colorbox parbox raisebox scalebox rotatebox hyperlink hypertarget foreignblockquote
    colortext `,
  '--p': 'multicolumn multirow resizebox fcolorbox',
  'p-': 'texorpdfstring',
  h: `part chapter section subsection subsubsection paragraph subparagraph title subtitle frametitle framesubtitle addchap addsec
    addpart minisec subject markright`,
  c: 'caption subcaption captionabove captionbelow topcaption bottomcaption subfloatcaption',
  '-c': 'captionof',
  f: 'footnote footnotetext endnote thanks marginpar marginnote sidenote tablefootnote abstract',
});

/** Macros that stand for a noun, whatever their arguments. */
const nouns = names(`
  ref eqref pageref autoref nameref vref cref Cref crefrange Crefrange labelcref thref fref Vref subref secref figref tabref
  url path nolinkurl texttt lstinline mintinline code verb Verb SI si qty num unit SIrange qtyrange numrange ang numlist SIlist qtylist
  ce ensuremath foreignlanguage textgreek textcyrillic
  gls Gls glspl Glspl glsfirst acrshort acrlong acrfull ac Ac acp Acp acs acl acf acsp aclp
  LaTeX LaTeXe TeX BibTeX XeTeX LuaTeX XeLaTeX LuaLaTeX pdfTeX pdfLaTeX AmS AmSTeX AmSLaTeX today jobname thepage
  textbackslash textasciitilde textasciicircum textless textgreater textbar texttrademark
  cs cmd cn meta marg oarg parg env pkg cls opt fn file program command option package class textcommand mail email doi`);

export const isNounMacro = (name: string): boolean =>
  nouns.has(name) ||
  /^(?:foot|full|super|short)?(?:auto|text|paren|smart|no)?[cC]ite/.test(name) ||
  /^[A-Z]?[a-z]*cites?$/.test(name);

/** Citations that are set in a note: nothing is left in the sentence. */
export const isSilentCitation = (name: string): boolean => /^(?:foot|super|no)(?:full)?cites?(?:text)?$/.test(name);

/** Macros that print nothing of their own: declarations, spacing, bookkeeping. Their arguments are not prose. */
export const silentMacros = names(`
  label index glsadd vspace vskip hskip vfill hfill hfil hrulefill dotfill input include includeonly usepackage RequirePackage bibliography
  bibliographystyle addbibresource printbibliography nocite setlength addtolength setcounter addtocounter stepcounter refstepcounter
  phantomsection phantom hphantom vphantom pagestyle thispagestyle pagenumbering color selectlanguage hypersetup graphicspath includegraphics
  includepdf tableofcontents listoffigures listoftables listoftodos printindex makeindex maketitle newpage clearpage cleardoublepage pagebreak nopagebreak
  appendix frontmatter mainmatter backmatter centering raggedright raggedleft noindent indent smallskip medskip bigskip bf it em rm sf sl sc tt md up
  bfseries itshape mdseries upshape slshape scshape rmfamily sffamily ttfamily normalfont normalsize tiny scriptsize footnotesize small large Large
  LARGE huge Huge hline toprule midrule bottomrule cmidrule cline addlinespace endhead endfirsthead endfoot endlastfoot rowcolor cellcolor columncolor
  arraystretch footnotemark protect relax expandafter xspace strut null vfil linespread baselineskip singlespacing doublespacing onehalfspacing
  sloppy fussy allowbreak nobreak break samepage goodbreak filbreak begingroup endgroup bgroup egroup leavevmode unskip ignorespaces
  makeatletter makeatother documentclass documentstyle author date institute affil affiliation address keywords subjclass DOI pause
  addcontentsline addtocontents markboth fancyhead fancyfoot fancyhf lhead rhead chead lfoot rfoot cfoot captionsetup lstset tikzset pgfplotsset
  sisetup setbeamertemplate usetheme usecolortheme usefonttheme useoutertheme useinnertheme setbeamercolor setbeamerfont geometry newgeometry restoregeometry
  todo missingfigure balance pdfbookmark bookmark fontsize selectfont rule hrule vrule kern enlargethispage
  definecolor colorlet newcounter newlength newsavebox newif numberwithin theoremstyle allowdisplaybreaks displaybreak raggedbottom flushbottom
  InputIfFileExists lstinputlisting inputminted verbatiminput VerbatimInput csvautotabular DeclareUnicodeCharacter hyphenation inputencoding
  linenumbers nolinenumbers twocolumn onecolumn counterwithin counterwithout tikz pgfmathsetmacro glsresetall printglossary printglossaries makeglossaries
  newacronym newglossaryentry bibitem newblock subfile specialsection vbox vtop setstretch urlstyle
  AtBeginDocument AtEndDocument AtBeginSection if else fi ifx ifnum ifdim ifthenelse else iftrue or`);

/** Macros that define: name, parameters and body are not prose. */
export const definingMacros = names(`
  newcommand renewcommand providecommand DeclareRobustCommand DeclareMathOperator newenvironment renewenvironment newtheorem
  NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand NewDocumentEnvironment def gdef edef xdef let
  newcolumntype newtcolorbox newtcblisting lstnewenvironment lstdefinelanguage lstdefinestyle DeclarePairedDelimiter
  DeclareFieldFormat DeclareCiteCommand titleformat titlespacing newmdtheoremenv declaretheorem setlist newlist patchcmd pretocmd
  apptocmd ExplSyntaxOn`);

/** Characters with a name. */
export const symbols: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ldots: '\u2026',
    dots: '\u2026',
    textellipsis: '\u2026',
    textendash: '\u2013',
    ndash: '\u2013',
    mdash: '\u2014',
    textemdash: '\u2014',
    S: '\u00a7',
    P: '\u00b6',
    copyright: '\u00a9',
    textcopyright: '\u00a9',
    textregistered: '\u00ae',
    pounds: '\u00a3',
    euro: '\u20ac',
    texteuro: '\u20ac',
    slash: '/',
    textquotedblleft: '\u201c',
    textquotedblright: '\u201d',
    textquoteleft: '\u2018',
    textquoteright: '\u2019',
    textquotesingle: "'",
    textquotedbl: '"',
    lq: '\u2018',
    rq: '\u2019',
    textdegree: '\u00b0',
    degree: '\u00b0',
    textbullet: '\u2022',
    textperiodcentered: '\u00b7',
    textunderscore: '_',
    ae: '\u00e6',
    AE: '\u00c6',
    oe: '\u0153',
    OE: '\u0152',
    aa: '\u00e5',
    AA: '\u00c5',
    o: '\u00f8',
    O: '\u00d8',
    l: '\u0142',
    L: '\u0141',
    ss: '\u00df',
    i: 'i',
    j: 'j',
    dh: '\u00f0',
    DH: '\u00d0',
    th: '\u00fe',
    TH: '\u00de',
    dj: '\u0111',
    DJ: '\u0110',
    quad: ' ',
    qquad: ' ',
    enspace: ' ',
    thinspace: ' ',
    space: ' ',
    nobreakspace: ' ',
    newline: ' ',
    linebreak: ' ',
    enskip: ' ',
    hspace: ' ',
    lbrack: '[',
    rbrack: ']',
    lbrace: '{',
    rbrace: '}',
  }),
);

/** Combining marks of accents, TeX's own names (`\'`, `\c`). */
const combining: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": '\u0301',
    '`': '\u0300',
    '^': '\u0302',
    '"': '\u0308',
    '~': '\u0303',
    '=': '\u0304',
    '.': '\u0307',
    c: '\u0327',
    v: '\u030c',
    H: '\u030b',
    u: '\u0306',
    r: '\u030a',
    k: '\u0328',
    d: '\u0323',
    b: '\u0331',
    t: '\u0361',
    G: '\u030f',
  }),
);

export const isAccent = (name: string): boolean => combining.has(name);

/** The accented letter, one character where Unicode has it. */
export const accented = (accent: string, letter: string): string =>
  (letter + (combining.get(accent) ?? '')).normalize('NFC');
