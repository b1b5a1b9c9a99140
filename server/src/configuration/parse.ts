import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type * as z from 'zod/mini';
import { findingKinds } from '../proofreading/finding';
import { nearestName } from './nearestName';
import type { ConfigurationProblem } from './problem';
import { type ConfigurationFile, configurationFields, configurationSchema, overrideFields } from './schema';
import { projectSearchSchema } from './searchSettings';

export interface ParsedConfiguration {
  /** Undefined when there are problems. */
  readonly configuration: ConfigurationFile | undefined;
  readonly problems: readonly ConfigurationProblem[];
  /** Fields that a project may not set, left out of `configuration`. */
  readonly notes: readonly ConfigurationProblem[];
  /** Where the value at a path stands, for problems found later. */
  locate(path: readonly (string | number)[]): { readonly line: number; readonly column: number };
}

// A repository is read by whoever opens it: it may say what is right in its texts, not which program, model or host sees them.
const reserved = /model|inference|host|server|endpoint|url|store|index|token|key$/i;

const syntaxMessages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'unknown word; strings are written in double quotes',
  InvalidNumberFormat: 'not a number',
  PropertyNameExpected: 'a field name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing brace is expected',
  CloseBracketExpected: 'a closing bracket is expected',
  EndOfFileExpected: 'nothing is expected after the closing brace',
  UnexpectedEndOfComment: 'the comment is not closed',
  UnexpectedEndOfString: 'the string is not closed',
};

const article = (expected: string): string =>
  ({
    array: 'a list',
    object: 'an object in braces',
    record: 'an object in braces',
    string: 'a string',
    number: 'a number',
    boolean: 'true or false',
  })[expected] ?? expected;

const pathName = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');

const quotedName = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'The configuration' : `"${pathName(path)}"`;

const fieldsAt = (path: readonly PropertyKey[]): readonly string[] => {
  if (path.at(-1) === 'kinds') return findingKinds;
  if (path.at(-1) === 'search') return Object.keys(projectSearchSchema.shape);
  return path.length === 0 ? configurationFields : overrideFields;
};

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 40 ? `${json.slice(0, 39)}…` : json;
};

const messageOf = (issue: z.core.$ZodIssue, found: unknown): string => {
  const name = quotedName(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return found === undefined
        ? `${name} is missing.`
        : `${name} must be ${article(issue.expected)}, not ${shown(found)}.`;
    case 'invalid_value':
      return `${name} must be one of ${issue.values.map(String).join(', ')}, not ${shown(found)}.`;
    case 'too_small':
      return typeof found === 'number'
        ? `${name} must be at least ${issue.minimum}, not ${found}.`
        : `${name} must not be empty.`;
    case 'too_big':
      return `${name} must be at most ${issue.maximum}, not ${shown(found)}.`;
    case 'invalid_union':
      return found === undefined
        ? `${name} is missing.`
        : `${name} must be a string or a list of strings, not ${shown(found)}.`;
    default:
      return `${name}: ${issue.message}.`;
  }
};

/**
 * Reads a configuration file: JSON with comments and trailing commas. Total: whatever is wrong comes back as problems,
 * each with its place. `path` is used in messages only.
 */
export const parseConfiguration = (source: string, path: string): ParsedConfiguration => {
  const at = (offset: number) => {
    const before = source.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: offset - lineStart + 1 };
  };
  const errors: ParseError[] = [];
  const root = source.trim() === '' ? undefined : parseTree(source, errors, { allowTrailingComma: true });
  const locate = (location: readonly PropertyKey[]) => {
    const keys = location.map((part) => (typeof part === 'symbol' ? String(part) : part));
    for (let depth = keys.length; root !== undefined && depth >= 0; depth--) {
      const node = findNodeAtLocation(root, keys.slice(0, depth));
      if (node !== undefined) return at(node.offset);
    }
    return { line: 1, column: 1 };
  };
  const failed = (problems: readonly ConfigurationProblem[]): ParsedConfiguration => ({
    configuration: undefined,
    problems,
    notes: [],
    locate,
  });

  if (root === undefined && errors.length === 0)
    return failed([{ path, line: 1, column: 1, message: 'The file is empty; write {} for the defaults.' }]);
  // One slip in JSON makes the parser stumble over what follows: the first error is the one to repair.
  const first = errors[0];
  if (root === undefined || first !== undefined) {
    const reason = first === undefined ? undefined : syntaxMessages[printParseErrorCode(first.error)];
    return failed([{ path, ...at(first?.offset ?? 0), message: `Not valid JSON${reason ? `: ${reason}` : ''}.` }]);
  }

  const notes: ConfigurationProblem[] = [];
  const problems: ConfigurationProblem[] = [];
  const keyOffset = (location: readonly PropertyKey[], key: string): number => {
    const object = findNodeAtLocation(root, [...location] as (string | number)[]);
    return object?.children?.find((property: Node) => property.children?.[0]?.value === key)?.offset ?? 0;
  };
  const value: unknown = getNodeValue(root);
  const result = configurationSchema.safeParse(value);
  let kept: ConfigurationFile | undefined = result.data;
  if (!result.success) {
    for (const issue of result.error.issues) {
      const { path: location } = issue;
      if (issue.code !== 'unrecognized_keys') {
        const node = findNodeAtLocation(root, [...location] as (string | number)[]);
        const found: unknown = node === undefined ? undefined : getNodeValue(node);
        problems.push({ path, ...locate(location), message: messageOf(issue, found) });
        continue;
      }
      for (const key of issue.keys) {
        const place = { path, ...at(keyOffset(location, key)) };
        const near = nearestName(key, fieldsAt(location));
        if (near === undefined && location.at(-1) !== 'kinds' && reserved.test(key)) {
          notes.push({ ...place, message: `"${key}" is ignored: a project may not choose models, hosts or stores.` });
          continue;
        }
        const hint = near === undefined ? `known are ${fieldsAt(location).join(', ')}` : `did you mean "${near}"?`;
        problems.push({
          ...place,
          message: `Unknown field "${key}"; ${hint}${near === undefined ? '.' : ''}`,
        });
      }
    }
    if (problems.length === 0) kept = configurationSchema.parse(withoutReserved(value, result.error.issues));
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return problems.length > 0 ? { ...failed(problems), notes } : { configuration: kept, problems, notes, locate };
};

const withoutReserved = (value: unknown, issues: readonly z.core.$ZodIssue[]): unknown => {
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    let target = copy as Record<PropertyKey, unknown>;
    for (const part of issue.path) target = target[part] as Record<PropertyKey, unknown>;
    for (const key of issue.keys) delete target[key];
  }
  return copy;
};
