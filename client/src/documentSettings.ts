import { Uri, workspace } from 'vscode';
import { settingsSection } from '../../server/src/shared/protocol';
import { explicitValues } from './explicitSettings';

/** The settings that the server acts on, as the wire contract names them. */
export const serverSettings = ['dialect', 'operatingPoint', 'minConfidence', 'kinds', 'words', 'dictionaries'] as const;

/** Those that are not of single documents: of the machine, and of what is searched. */
export const otherSettings = [
  ...['model', 'inference.threads', 'inference.idleMinutes', 'inference.endpoint'],
  ...['search.enabled', 'search.indexAtStart', 'search.embeddingModel', 'search.include', 'search.exclude'],
  'search.relatedWords',
  ...['search.maxFileSize', 'search.stemmer', 'search.k1', 'search.b', 'search.storage', 'search.store'],
  ...['search.storeSources', 'search.learnFromOpened', 'ask'],
] as const;

/** Those of completions. */
export const completionSettings = [
  'completion.words',
  'completion.inline',
  'completion.confidence',
  'completion.inComments',
  'completion.candidates',
  'completion.maxTokens',
  'completion.sampling',
  'completion.vocabulary',
  'completion.bannedWords',
  'completion.templates',
] as const;

/** Answers the server's question for a document's or folder's settings: only what somebody set. */
export const documentSettings = (scopeUri: string | undefined): Record<string, unknown> => {
  const uri = scopeUri === undefined ? undefined : Uri.parse(scopeUri, true);
  const document = workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri?.toString());
  const scope = document ?? uri;
  const configuration = workspace.getConfiguration(settingsSection, scope);
  const inspect = (name: string) => configuration.inspect(name);
  return {
    ...explicitValues(serverSettings, inspect),
    ...nested(explicitValues([...otherSettings, ...completionSettings], inspect)),
  };
};

/** `a.b` as `b` of an object `a`. */
const nested = (values: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const [group, rest] = name.split('.', 2) as [string, string | undefined];
    result[group] = rest === undefined ? value : { ...(result[group] as object | undefined), [rest]: value };
  }
  return result;
};
