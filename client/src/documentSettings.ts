import { Uri, workspace } from 'vscode';
import { settingsSection } from '../../server/src/shared/protocol';
import { explicitValues } from './explicitSettings';

/** The settings that the server acts on, as the wire contract names them. */
export const serverSettings = ['dialect', 'operatingPoint', 'minConfidence', 'kinds', 'words', 'dictionaries'] as const;

/** Answers the server's question for a document's settings: only what somebody set. */
export const documentSettings = (scopeUri: string | undefined): Record<string, unknown> => {
  const uri = scopeUri === undefined ? undefined : Uri.parse(scopeUri, true);
  const document = workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri?.toString());
  const scope = document ?? uri;
  const configuration = workspace.getConfiguration(settingsSection, scope);
  return explicitValues(serverSettings, (name) => configuration.inspect(name));
};
