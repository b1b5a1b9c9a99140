const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/**
 * What a directive holds (docutils and Sphinx):
 * -`prose`: its argument is text that goes on in its body, as a note's.
 * -`title`: its argument is a title, its body prose.
 * -`body`: its argument is no prose (a signature, a file), its body is.
 * -`table`: its argument is a caption, its body rows of nested lists.
 * -`code`: neither.
 */
export type DirectiveKind = 'prose' | 'title' | 'body' | 'table' | 'code';

const prose =
  names(`attention caution danger error hint important note tip warning seealso todo impl-detail versionadded versionchanged
  deprecated deprecated-removed versionremoved centered epigraph highlights pull-quote container compound replace soft-deprecated
  availability footer header`);
const titled = names('admonition topic sidebar rubric dropdown card tab tab-item grid-item-card collapse details');
const bodied = names(`figure class only glossary hlist compound line-block function method classmethod staticmethod
  attribute property data exception decorator decoratormethod module describe object option program envvar confval type macro var member struct
  enum enumerator union alias concept cmdoption opcode pdbcommand token decoratormethod event rst:directive rst:role rst:directive:option
  tabs tab-set grid columns container abstractmethod coroutinefunction coroutinemethod awaitablefunction awaitablemethod c:function c:type c:macro c:member c:var c:struct
  c:enum c:enumerator cpp:function cpp:class cpp:type cpp:member cpp:enum js:function js:class js:method js:attribute js:data py:function py:class py:method
  py:classmethod py:staticmethod py:attribute py:property py:data py:exception py:decorator py:module setting django-admin templatetag templatefilter
  fieldlookup ifconfig automodule autoclass autofunction automethod autoattribute autodata autoexception`);
const tables = names('list-table');
const code =
  names(`code code-block sourcecode highlight literalinclude include image math toctree raw index graphviz digraph graph inheritance-diagram
  csv-table plot testcode testsetup testcleanup testoutput doctest productionlist default-role contents sectnum section-numbering meta unicode date role
  currentmodule py:currentmodule tabularcolumns parsed-literal moduleauthor sectionauthor codeauthor audit-event audit-event-table ipython 
  default-domain target-notes title acks sourceinclude mermaid uml plantuml jupyter-execute prompt command-output
  program-output autosummary bibliography cssclass rst-class youtube video button-link
   highlightlang`);

/** The kind of a directive; of one that is not known its argument decides, and its body is prose. */
export const directiveKind = (name: string, argument: string): DirectiveKind => {
  const lower = name.toLowerCase();
  if (prose.has(lower)) return 'prose';
  if (titled.has(lower)) return 'title';
  if (tables.has(lower)) return 'table';
  if (lower === 'table') return 'title';
  if (code.has(lower)) return 'code';
  if (bodied.has(lower) || lower.startsWith('auto')) return 'body';
  return /^[A-Z][a-z]+(?: [a-z]+){2}/.test(argument) ? 'prose' : 'body';
};

/** Roles whose text is words in a sentence. */
const wordRoles =
  names(`term dfn emphasis strong sub sup subscript superscript abbr abbreviation title title-reference guilabel menuselection t
   small-caps index`);
/** Roles whose text is words when it is not the target's name:`:ref:`words <target>``. */
const silentRoles = names('index raw');

/** How a role's text reads: as words, as one name, or not at all. */
export const roleReading = (role: string, hasTitle: boolean, text: string): 'words' | 'name' | 'none' => {
  const name = role.replace(/^:|:$/g, '').toLowerCase();
  if (silentRoles.has(name)) return 'none';
  if (wordRoles.has(name)) return 'words';
  return hasTitle && /\s/.test(text) ? 'words' : 'name';
};
