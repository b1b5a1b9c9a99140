import { ownCopy } from '../text/ownCopy';

/** What a finding says: a whole sentence and what stands in it, apart, so that the sentence can be said in another language. */
export interface Message {
  /** In English, and the key of its translations; `{0}`, `{1}` are places of the values. */
  readonly template: string;
  readonly values: readonly string[];
}

/**
 * @param template written out where it is called, one for each wording: the bundles of translations are compared with the sources
 * @param values pieces of the text and numbers, never words of English
 */
export const messageOf = (template: string, ...values: readonly string[]): Message => ({
  template,
  values: values.map(ownCopy),
});

/** A message as the command line says it. */
export const englishText = ({ template, values }: Message): string =>
  template.replace(/\{(\d+)\}/g, (place, index: string) => values[Number(index)] ?? place);
