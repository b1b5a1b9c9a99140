import { type AST, RegExpParser, RegExpSyntaxError } from '@eslint-community/regexpp';
import { type CharacterNfa, wholeLabel } from './characterNfa';
import { type CodePointSet, caseVariants, codePointsMatching, complementOf, toCodePointSet } from './codePointSet';
import { ConstraintError } from './constraintError';

/** What no automaton does, or none of a finite size. */
const unsupported = (what: string, { raw }: AST.Node): never => {
  throw new ConstraintError(`the pattern has ${what}, "${raw}", which a template cannot use`);
};

/**
 * Texts that a regular expression matches as a whole, in JavaScript's syntax with the flag `u`. Supported: characters and escapes,
 * classes and properties (`\d`, `[^,]`, `\p{Lu}`), `.`, groups (all kinds only group), alternatives, quantifiers (lazy ones
 * mean the same), `(?i:...)`, and `^` and `$` at the ends of the pattern or of its alternatives. Not: back references, look-around,
 * `\b`, anchors inside. Gives the state to start in.
 * @throws ConstraintError that names what is wrong or not supported
 */
export const addPattern = (nfa: CharacterNfa, source: string): number => {
  const start = nfa.addState();
  const end = nfa.addState(wholeLabel);
  const pattern = parse(source);
  const builder = new PatternBuilder(nfa);
  for (const { elements } of pattern.alternatives)
    builder.addSequence(withoutAnchors(elements), start, end, { ignoreCase: false, dotAll: false });
  return start;
};

const parse = (source: string): AST.Pattern => {
  try {
    return new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error;
    throw new ConstraintError(`"${source}" is no regular expression: ${error.message.replace(/^.*: /s, '')}`);
  }
};

const isAnchor = (element: AST.Element | undefined, kind: 'start' | 'end'): boolean =>
  element?.type === 'Assertion' && element.kind === kind;

const withoutAnchors = (elements: readonly AST.Element[]): readonly AST.Element[] =>
  elements.slice(isAnchor(elements[0], 'start') ? 1 : 0, isAnchor(elements.at(-1), 'end') ? -1 : undefined);

interface Modifiers {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
}

class PatternBuilder {
  constructor(private readonly nfa: CharacterNfa) {}

  addSequence(elements: readonly AST.Element[], from: number, to: number, modifiers: Modifiers): void {
    let state = from;
    for (const element of elements) {
      const next = this.nfa.addState();
      this.addElement(element, state, next, modifiers);
      state = next;
    }
    this.nfa.addEmptyEdge(state, to);
  }

  private addElement(element: AST.Element, from: number, to: number, modifiers: Modifiers): void {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        this.nfa.addEdge(from, charactersOf(element, modifiers), to);
        break;
      case 'CapturingGroup':
        this.addAlternatives(element.alternatives, from, to, modifiers);
        break;
      case 'Group':
        this.addAlternatives(element.alternatives, from, to, modified(modifiers, element.modifiers));
        break;
      case 'Quantifier':
        this.addRepetition(element, from, to, modifiers);
        break;
      case 'Backreference':
        unsupported('a back reference', element);
        break;
      case 'Assertion':
        unsupported(assertionNames[element.kind], element);
    }
  }

  private addAlternatives(
    alternatives: readonly AST.Alternative[],
    from: number,
    to: number,
    modifiers: Modifiers,
  ): void {
    for (const { elements } of alternatives) this.addSequence(elements, from, to, modifiers);
  }

  private addRepetition({ element, min, max }: AST.Quantifier, from: number, to: number, modifiers: Modifiers): void {
    let state = from;
    const addOnce = (): void => {
      const next = this.nfa.addState();
      this.addElement(element, state, next, modifiers);
      state = next;
    };
    for (let count = 0; count < min; count++) addOnce();
    if (max === Number.POSITIVE_INFINITY) {
      // A state of its own, so that what stands before the loop cannot be entered again from it.
      const loop = this.nfa.addState();
      this.nfa.addEmptyEdge(state, loop);
      this.addElement(element, loop, loop, modifiers);
      state = loop;
    } else
      for (let count = min; count < max; count++) {
        this.nfa.addEmptyEdge(state, to);
        addOnce();
      }
    this.nfa.addEmptyEdge(state, to);
  }
}

const assertionNames = {
  start: 'an anchor inside',
  end: 'an anchor inside',
  word: 'a word boundary',
  lookahead: 'look-ahead',
  lookbehind: 'look-behind',
} as const;

const modified = (modifiers: Modifiers, change: AST.Modifiers | null): Modifiers => ({
  ignoreCase: (modifiers.ignoreCase || change?.add.ignoreCase === true) && change?.remove?.ignoreCase !== true,
  dotAll: (modifiers.dotAll || change?.add.dotAll === true) && change?.remove?.dotAll !== true,
});

const lineEnds = toCodePointSet([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);
const anyCharacter: CodePointSet = [[0, 0x10ffff]];
const anyInLine = complementOf(lineEnds);

const sets = new Map<string, CodePointSet>();

/** Equal classes are one set, so that their graphs are built once. */
const charactersOf = (
  element: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass,
  { ignoreCase, dotAll }: Modifiers,
): CodePointSet => {
  if (element.type === 'CharacterSet' && element.kind === 'any') return dotAll ? anyCharacter : anyInLine;
  const key = `${ignoreCase ? 'i' : ''}/${element.raw}`;
  let set = sets.get(key);
  if (set === undefined) {
    set =
      element.type === 'Character'
        ? ignoreCase
          ? caseVariants(element.value)
          : toCodePointSet([[element.value, element.value]])
        : (plainSet(element, ignoreCase) ?? codePointsMatching(element.raw, ignoreCase ? 'iu' : 'u'));
    sets.set(key, set);
  }
  return set;
};

/** Classes of characters, ranges and digits, without asking the engine about all of Unicode. */
const plainSet = (
  element: AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass,
  ignoreCase: boolean,
): CodePointSet | undefined => {
  if (ignoreCase) return undefined;
  if (element.type === 'CharacterSet') {
    if (element.kind !== 'digit') return undefined;
    const digits: CodePointSet = [[0x30, 0x39]];
    return element.negate ? complementOf(digits) : digits;
  }
  if (element.type !== 'CharacterClass' || element.unicodeSets) return undefined;
  const ranges: [number, number][] = [];
  for (const part of element.elements) {
    if (part.type === 'Character') ranges.push([part.value, part.value]);
    else if (part.type === 'CharacterClassRange') ranges.push([part.min.value, part.max.value]);
    else if (part.type === 'CharacterSet' && part.kind === 'digit' && !part.negate) ranges.push([0x30, 0x39]);
    else return undefined;
  }
  const set = toCodePointSet(ranges);
  return element.negate ? complementOf(set) : set;
};
