import type { LineNames } from './layoutOutline';

const keyword =
  /\b(?:class|interface|struct|enum|union|trait|impl|module|namespace|object|protocol|extension|fun|fn|def|defp|defmodule|function|sub|procedure|macro|record|package|contract|library|component)\s+([\p{L}_$][\p{L}\p{N}_$.\\]*(?:::[\p{L}_~][\p{L}\p{N}_]*)*)/u;
/** Go, Swift. */
const func = /^func\s+(?:\(\s*(?:\w+\s+)?\*?(\w+)(?:\[[^\]]*\])?\s*\)\s*)?(\w+)/;
/** `static int name(int a) {`, `name(a) {`, `name = (a) => {`. */
const callable =
  /^(?:[\p{L}\p{N}_$<>[\],.:?&*@]+\s+){0,6}[*&]*#?([\p{L}_$~][\p{L}\p{N}_$]*)\s*(?:[:=]\s*(?:async\s*)?(?:function\b[^(]*)?)?\([^;]*(?:\{|=>|->)$/u;
/** `const name: Type = {`. */
const assigned = /^(?:export\s+)?(?:const|let|var|val)\s+([\p{L}_$][\p{L}\p{N}_$]*)\b[^=]*=/u;
const type = /^(?:export\s+)?(?:declare\s+)?type\s+([\p{L}_$][\p{L}\p{N}_$]*)/u;
const titled = /^(?:describe|context|suite|it|test|specify|feature|scenario)(?:\.\w+)*\(\s*(["'`])(.*?)\1/;
const control =
  /^(?:if|else|for|foreach|while|do|switch|case|default|try|catch|except|finally|return|with|using|lock|match|when|until|unless|synchronized|function|func|await|new)$/;

/** What a line of source code declares, in the languages of many. */
export const declaredIn: LineNames = (line) => {
  const title = titled.exec(line);
  if (title !== null) return [title[2]!];
  const method = func.exec(line);
  if (method !== null) return method[1] === undefined ? [method[2]!] : [method[1], method[2]!];
  const name = keyword.exec(line)?.[1]?.split('::') ?? [
    (callable.exec(line) ?? assigned.exec(line) ?? type.exec(line))?.[1] ?? '',
  ];
  return name[0] === '' || control.test(name[0]!) ? undefined : name;
};

/** A key of JSON or YAML that has something under it, a section of TOML or INI. */
const key =
  /^(?:-\s+)?(?:"([^"\\]+)"|'([^'\\]+)'|([\p{L}_][\p{L}\p{N}_./-]*))\s*:\s*(?:[[{]|[|>][-+]?)?$|^\[+([^\]]+)\]+$/u;

/** What stands before a colon in data. */
export const keyIn: LineNames = (line) => {
  const found = key
    .exec(line)
    ?.slice(1)
    .find((name) => name !== undefined);
  return found === undefined ? undefined : [found];
};
