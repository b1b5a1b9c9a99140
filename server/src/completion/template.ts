/** A template of texts: parts that stand as they are, choices between bars, and gaps that the model fills. */
type Part = { readonly choices: readonly string[] } | 'gap';

/** Shorter beginnings may be anything. */
const LEAST_TYPED = 3;
const gapPattern = '[^\\n.!?{}]{1,80}';

const partsOf = (template: string): readonly Part[] =>
  template.split(/(\{[^{}]*\})/).flatMap((part): Part[] => {
    if (part === '') return [];
    if (part === '{}') return ['gap'];
    return [{ choices: part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1).split('|') : [part] }];
  });

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const patternOf = (parts: readonly Part[]): string =>
  parts.map((part) => (part === 'gap' ? gapPattern : `(?:${part.choices.map(quoted).join('|')})`)).join('');

/** A regular expression of the texts that a template makes. */
export const templatePattern = (template: string): string => patternOf(partsOf(template));

/** Patterns of what may come after the beginning of a text that some parts make; none where they make no text that begins so. */
const restsAfter = (parts: readonly Part[], typed: string): readonly string[] => {
  const [first, ...others] = parts;
  if (typed === '') return parts.length === 0 ? [] : [patternOf(parts)];
  if (first === undefined) return [];
  if (first !== 'gap')
    return first.choices.flatMap((choice) => {
      if (choice.length >= typed.length)
        return choice.startsWith(typed) ? [quoted(choice.slice(typed.length)) + patternOf(others)] : [];
      return typed.startsWith(choice) ? restsAfter(others, typed.slice(choice.length)) : [];
    });
  if (/[\n.!?{}]/.test(typed.slice(0, 1))) return [];
  // The gap may end anywhere in what is typed, or go on behind it.
  const within = new RegExp(`^${gapPattern}$`, 'u').test(typed) ? [`(?:[^\\n.!?{}]{0,60})${patternOf(others)}`] : [];
  const behind: string[] = [];
  for (let end = 1; end < typed.length; end++) behind.push(...restsAfter(others, typed.slice(end)));
  return [...new Set([...behind, ...within])];
};

/**
 * A regular expression of how a line goes on that has begun as a template does; undefined where none does, or the line is whole.
 * @param line the beginning of a line or sentence, up to the caret
 * @param typed its end, a half-typed word, with which what matches begins
 */
export const templateRest = (templates: readonly string[], line: string, typed = ''): string | undefined => {
  const begun = line.trimStart();
  if (begun.length < LEAST_TYPED) return undefined;
  const rests = templates.flatMap((template) => restsAfter(partsOf(template), begun)).filter((rest) => rest !== '');
  if (rests.length === 0) return undefined;
  return `${quoted(typed)}(?:${[...new Set(rests)].map((rest) => `(?:${rest})`).join('|')})`;
};
