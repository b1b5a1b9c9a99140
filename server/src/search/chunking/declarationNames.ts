import type { Node } from '@vscode/tree-sitter-wasm';

/** Types of nodes that declare something, in the grammars of `sourceLanguages`; those that have a name but only use it are left out. */
const declaration =
  /(?:declaration|definition|declarator|_item|_spec|_specifier)$|^(?:class|module|method|singleton_method|internal_module|pair|function_signature)$/;

/** What has the name of what is inside it. */
const wrapper =
  /^(?:export_statement|decorated_definition|template_declaration|lexical_declaration|variable_declaration|type_declaration|expression_statement|ambient_declaration|const_declaration|var_declaration|type_definition)$/;

/** Functions whose first argument says what the second is about, in tests. */
const titled = /^(?:describe|context|suite|it|test|specify|feature|scenario)(?:\.\w+)*$/;

const longestName = 80;

export const isDeclaration = (type: string): boolean => declaration.test(type) || wrapper.test(type) || type === 'call';

export const isWrapper = (type: string): boolean => wrapper.test(type);

/** The names that a node declares, outermost first: two of a method outside of its class. Empty where it declares none. */
export const namesOf = (node: Node): string[] => {
  const names = ownNames(node) ?? (isWrapper(node.type) ? wrappedNames(node) : undefined) ?? [];
  return names.map((name) => name.replace(/\s+/g, ' ').trim().slice(0, longestName)).filter((name) => name !== '');
};

/** Those of the one declaration inside; of a block of several none. */
const wrappedNames = (node: Node): string[] | undefined => {
  const inner = node.childForFieldName('declaration') ?? node.childForFieldName('definition');
  if (inner !== null) return namesOf(inner);
  const inside = node.namedChildren
    .filter((child) => child !== null && (isDeclaration(child.type) || child.type.endsWith('expression')))
    .map((child) => namesOf(child!))
    .filter((names) => names.length > 0);
  return inside.length === 1 ? inside[0] : undefined;
};

const ownNames = (node: Node): string[] | undefined => {
  switch (node.type) {
    case 'method_declaration': {
      // Go: `func (s *Server) Start()`.
      const receiver = /(\w+)\s*(?:\[[^\]]*\])?\s*\)$/.exec(node.childForFieldName('receiver')?.text ?? '')?.[1];
      const name = node.childForFieldName('name')?.text;
      return name === undefined ? undefined : receiver === undefined ? [name] : [receiver, name];
    }
    case 'impl_item':
      return textsOf(node.childForFieldName('type'));
    case 'pair':
      return textsOf(node.childForFieldName('key'))?.map((key) => key.replace(/^(["'])(.*)\1$/, '$2'));
    case 'assignment_expression':
      return node.childForFieldName('left')?.text.split('.prototype.');
    case 'call_expression':
    case 'call': {
      const called = node.childForFieldName('function') ?? node.childForFieldName('method');
      if (called === null || !titled.test(called.text)) return undefined;
      const title = node.childForFieldName('arguments')?.firstNamedChild;
      return title != null && /string/.test(title.type) ? [title.text.slice(1, -1)] : undefined;
    }
    default:
      return declaration.test(node.type) ? (textsOf(node.childForFieldName('name')) ?? declaredNames(node)) : undefined;
  }
};

const textsOf = (node: Node | null): string[] | undefined => (node === null ? undefined : [node.text]);

/** C and C++ wrap the name in what it takes to use it: `*(*f)(int)`. `A::f` is f of A. */
const declaredNames = (node: Node): string[] | undefined => {
  const within = (outer: Node) =>
    outer.childForFieldName('declarator') ?? (outer.type === 'parenthesized_declarator' ? outer.firstNamedChild : null);
  let inner = within(node);
  for (let next = inner; next !== null; next = within(next)) inner = next;
  if (inner === null || !/identifier|name|operator/.test(inner.type)) return undefined;
  return inner.text.split('::');
};
