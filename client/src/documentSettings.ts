import { Uri, workspace } from 'vscode';
import { settingsSection } from '../../server/src/shared/protocol';
import { explicitValues } from './explicitSettings';

/** The settings that the server acts on, as the wire contract names them. */
export const serverSettings = ['dialect', 'operatingPoint', 'minConfidence', 'kinds', 'words', 'dictionaries'] as const;

/** Those of the machine that it acts on. */
export const machineSettings = ['model', 'inference.threads', 'inference.idleMinutes'] as const;

/** Answers the server's question for a document's settings: only what somebody set. */
export const documentSettings = (scopeUri: string | undefined): Record<string, unknown> => {
  const uri = scopeUri === undefined ? undefined : Uri.parse(scopeUri, true);
  const document = workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri?.toString());
  const scope = document ?? uri;
  const configuration = workspace.getConfiguration(settingsSection, scope);
  const { model, ...inference } = explicitValues(machineSettings, (name) => configuration.inspect(name));
  const inferenceEntries = Object.entries(inference).map(([name, value]) => [name.slice('inference.'.length), value]);
  return {
    ...explicitValues(serverSettings, (name) => configuration.inspect(name)),
    ...(model !== undefined && { model }),
    ...(inferenceEntries.length > 0 && { inference: Object.fromEntries(inferenceEntries) }),
  };
};
