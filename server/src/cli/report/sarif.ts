import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../configuration/severity';
import type { FindingKind } from '../../proofreading/finding';
import { betterText } from './candidates';
import { type CheckedDocument, fileLine, type ReportedFinding, type Reporter, type Write } from './reporter';
import type { SourceRoot } from './sourceRoot';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const kindDescriptions: Readonly<Record<FindingKind, string>> = {
  spelling: 'A word that the lexicon does not know, or a known one that is improbable where it stands.',
  confusion: 'A word that is often confused with another one, which is likelier here.',
  repetition: 'A word that is written twice in a row.',
  article: 'An article that does not suit the sound of the next word.',
  spacing: 'White space that is missing or too much.',
  capitalization: 'A capital letter that is missing or out of place.',
  punctuation: 'A punctuation mark that is missing, doubled or out of place.',
  grammar:
    'Words that are much less probable together than with a small change: their forms, order, or one too few or too many.',
  style: 'A matter of taste: wordy, repetitive, very predictable or very surprising, or too long.',
};

const maxFixes = 3;

/** The name that readers of SARIF know for the folder that holds the sources. */
const rootId = '%SRCROOT%';

/** A path as a URI reference. */
export const uriOf = (path: string): string => {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
};

/** Where a document lies: from the root of the sources, where it lies below that. */
const artifactLocationOf = (root: SourceRoot, path: string): ArtifactLocation => {
  const below = root.pathOf(path);
  return below === undefined ? { uri: uriOf(path) } : { uri: uriOf(below), uriBaseId: rootId };
};

/** A SARIF 2.1.0 log of one run (OASIS, Static Analysis Results Interchange Format), written at the end. */
export const sarifReporter = (write: Write, version: string, root: SourceRoot): Reporter => {
  const rules: ReportingDescriptor[] = [];
  const ruleIndexes = new Map<string, number>();
  const results: Result[] = [];
  const models = new Set<string>();

  const ruleIndexOf = (id: string, kind: FindingKind): number => {
    let index = ruleIndexes.get(id);
    if (index === undefined) {
      index = rules.length;
      ruleIndexes.set(id, index);
      rules.push({
        id,
        shortDescription: { text: kindDescriptions[kind] },
        defaultConfiguration: { level: 'warning' },
        properties: { tags: [kind] },
      });
    }
    return index;
  };

  const resultOf = (document: CheckedDocument, finding: ReportedFinding): Result => {
    const ruleId = `${finding.kind}/${finding.code}`;
    const region = {
      startLine: fileLine(document, finding.startLine),
      startColumn: finding.startColumn,
      endLine: fileLine(document, finding.endLine),
      endColumn: finding.endColumn,
      // Where each line is a document its offsets do not count from the file's start.
      ...(document.line === undefined ? { charOffset: finding.start, charLength: finding.end - finding.start } : {}),
    };
    const artifactLocation = artifactLocationOf(root, document.path);
    const better = betterText(finding);
    return {
      ruleId,
      ruleIndex: ruleIndexOf(ruleId, finding.kind),
      level: levels[finding.severity],
      message: { text: better === '' ? finding.message : `${finding.message} Better: ${better}` },
      rank: Math.round(finding.confidence * 1000) / 10,
      locations: [
        {
          physicalLocation: {
            artifactLocation,
            region: { ...region, snippet: { text: document.text.slice(finding.start, finding.end) } },
          },
        },
      ],
      ...(finding.fingerprint === undefined
        ? {}
        : { partialFingerprints: { 'sentenceContext/v1': finding.fingerprint } }),
      ...(finding.candidates.length === 0
        ? {}
        : {
            fixes: finding.candidates.slice(0, maxFixes).map(({ replacement }) => ({
              description: { text: replacement === '' ? 'Delete it.' : `Replace with “${replacement}”.` },
              artifactChanges: [
                {
                  artifactLocation,
                  replacements: [{ deletedRegion: region, insertedContent: { text: replacement } }],
                },
              ],
            })),
          }),
      properties: { surprisalBits: Number(finding.surprisalBits.toFixed(3)), safe: finding.safe },
    };
  };

  return {
    begin() {},
    document(document) {
      models.add(document.model);
      for (const finding of document.findings) results.push(resultOf(document, finding));
    },
    end({ failures }) {
      const notifications: Notification[] = failures.map(({ path, reason }) => ({
        level: 'error',
        message: { text: reason },
        locations: [{ physicalLocation: { artifactLocation: artifactLocationOf(root, path) } }],
      }));
      const log: Log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'Surprisal', version, semanticVersion: version, rules } },
            columnKind: 'utf16CodeUnits',
            // Ends in a slash, as the specification wants of a base.
            originalUriBaseIds: { [rootId]: { uri: `${pathToFileURL(root.directory).href.replace(/\/$/, '')}/` } },
            invocations: [
              {
                executionSuccessful: notifications.length === 0,
                ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
              },
            ],
            results,
            properties: { models: [...models] },
          },
        ],
      };
      write(`${JSON.stringify(log, null, 2)}\n`);
    },
  };
};
