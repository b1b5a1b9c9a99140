import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultBoundaries } from '../../../client/src/decorations/surprisalBuckets';
import {
  askFields,
  askRanges,
  defaultAskSettings,
  unsupportedChoices,
} from '../../../server/src/configuration/askSettings';
import {
  completionFields,
  confidenceChoices,
  defaultCompletionSettings,
  inlineChoices,
} from '../../../server/src/configuration/completionSettings';
import { defaultEndpointSettings, endpointApis } from '../../../server/src/configuration/endpointSettings';
import { defaultNeuralSettings, modelChoices } from '../../../server/src/configuration/neuralSettings';
import { overrideFields } from '../../../server/src/configuration/schema';
import {
  defaultEditorSearchSettings,
  defaultSearchSettings,
  stemmerChoices,
  storageChoices,
} from '../../../server/src/configuration/searchSettings';
import { defaultDialect, defaultOperatingPoint } from '../../../server/src/configuration/settings';
import { defaultKinds, severities } from '../../../server/src/configuration/severity';
import { defaultStoreSettings } from '../../../server/src/configuration/storeSettings';
import { dialectChoices } from '../../../server/src/lexicon/dialect';
import { findingKinds } from '../../../server/src/proofreading/finding';
import { operatingPoints } from '../../../server/src/proofreading/settings';
import { loadClientModule } from '../../support/clientModule';
import { manifest, manifestSettings } from '../../support/manifest';

const setting = (name: string) => manifestSettings[`surprisal.${name}`]!;
const names = Object.keys(manifestSettings).map((name) => name.replace(/^surprisal\./, ''));

/** VS Code's settings when nobody set any. */
const untouched = { workspace: { getConfiguration: () => ({ get: (_: string, standard?: unknown) => standard }) } };

describe("the editor's settings", () => {
  it('offer the dialects, operating points, kinds and severities of the configuration, and its defaults', () => {
    assert.deepEqual(setting('dialect').enum, dialectChoices);
    assert.equal(setting('dialect').default, defaultDialect);
    assert.deepEqual(setting('operatingPoint').enum, operatingPoints);
    assert.equal(setting('operatingPoint').default, defaultOperatingPoint);
    assert.deepEqual(Object.keys(setting('kinds').properties!), findingKinds);
    assert.equal(setting('kinds').additionalProperties, false);
    for (const { enum: values } of Object.values(setting('kinds').properties!))
      assert.deepEqual(values, [...severities, 'off']);
    assert.deepEqual(setting('kinds').default, defaultKinds);
  });

  it('are told to the server under the names of the configuration file, all of them', () => {
    const { serverSettings } = loadClientModule<{ serverSettings: readonly string[] }>(
      'client/src/documentSettings.ts',
      {},
    );
    assert.deepEqual(serverSettings.toSorted(), overrideFields.filter((field) => field !== 'files').toSorted());
    for (const name of serverSettings) assert.ok(names.includes(name), name);
  });

  it('of the machine and of searches are told to it too, and have the defaults that it takes', () => {
    const { otherSettings } = loadClientModule<{ otherSettings: readonly string[] }>(
      'client/src/documentSettings.ts',
      {},
    );
    const search = Object.entries({ ...defaultEditorSearchSettings, ...defaultStoreSettings }).map(([name, value]) => [
      `search.${name}`,
      value,
    ]);
    const defaults: Readonly<Record<string, unknown>> = {
      model: defaultNeuralSettings.model,
      'inference.threads': defaultNeuralSettings.threads,
      'inference.idleMinutes': defaultNeuralSettings.idleMinutes,
      'inference.endpoint': defaultEndpointSettings,
      ...Object.fromEntries(search),
      ask: defaultAskSettings,
    };
    assert.deepEqual(otherSettings.toSorted(), Object.keys(defaults).toSorted());
    for (const name of otherSettings) assert.deepEqual(setting(name).default, defaults[name], name);
    assert.deepEqual(setting('model').enum, modelChoices);
    assert.deepEqual(setting('inference.endpoint').properties!['api']!.enum, endpointApis);
    assert.deepEqual(setting('search.stemmer').enum, stemmerChoices);
    assert.deepEqual(setting('search.storage').enum, storageChoices);
  });

  it('of answers are what the server reads, with its ranges', () => {
    const properties = setting('ask').properties!;
    assert.deepEqual(Object.keys(properties).toSorted(), askFields.toSorted());
    for (const [name, range] of Object.entries(askRanges)) {
      const { minimum, maximum } = properties[name]!;
      assert.deepEqual([minimum, maximum], range, name);
    }
    assert.deepEqual(properties['unsupported']!.enum, unsupportedChoices);
  });

  it('let no workspace choose what runs on the machine, where it writes and what it connects to', () => {
    const project = new Set(Object.keys(defaultSearchSettings));
    for (const name of names.filter((name) => /^(?:model|inference\.)/.test(name)))
      assert.equal(setting(name).scope, 'machine', name);
    for (const name of ['embeddingModel', 'learnFromOpened', 'storage', 'store', 'storeSources']) {
      assert.equal(setting(`search.${name}`).scope, 'machine', name);
      assert.ok(!project.has(name), name);
    }
  });

  it('reach the server by groups', () => {
    const values: Readonly<Record<string, unknown>> = {
      dialect: 'en-GB',
      model: 'ngram',
      'search.k1': 2,
      'search.b': 0,
    };
    const { documentSettings } = loadClientModule<{ documentSettings(uri: undefined): object }>(
      'client/src/documentSettings.ts',
      {
        Uri: {},
        workspace: {
          textDocuments: [],
          getConfiguration: () => ({ inspect: (name: string) => ({ globalValue: values[name] }) }),
        },
      },
    );
    assert.deepEqual(documentSettings(undefined), { dialect: 'en-GB', model: 'ngram', search: { k1: 2, b: 0 } });
  });

  it('of completions are told to it below one name, and have the defaults that it takes', () => {
    const { completionSettings } = loadClientModule<{ completionSettings: readonly string[] }>(
      'client/src/documentSettings.ts',
      {},
    );
    assert.deepEqual(completionSettings.toSorted(), completionFields.map((name) => `completion.${name}`).toSorted());
    for (const name of completionFields)
      assert.deepEqual(setting(`completion.${name}`).default, defaultCompletionSettings[name], name);
    assert.deepEqual(setting('completion.inline').enum, inlineChoices);
    assert.deepEqual(setting('completion.confidence').enum, confidenceChoices);
  });

  it('are all read by somebody', () => {
    const readers = ['settings', 'documentSettings']
      .map((name) => readFileSync(`client/src/${name}.ts`, 'utf8'))
      .join();
    // The library reads this one itself.
    const unread = names.filter((name) => name !== 'trace.server' && !readers.includes(`'${name}'`));
    assert.deepEqual(unread, []);
  });

  it('have the defaults that the client takes', () => {
    const { clientSettings } = loadClientModule<{ clientSettings(): Record<string, unknown> }>(
      'client/src/settings.ts',
      untouched,
    );
    assert.deepEqual(clientSettings(), {
      revealDelayMs: setting('findings.revealDelay').default,
      hover: setting('hover.show').default,
      heatMap: {
        showAtStart: setting('heatMap.showAtStart').default,
        boundaries: undefined,
        style: setting('heatMap.style').default,
      },
      maxRestarts: setting('server.maxRestarts').default,
    });
    assert.deepEqual(setting('heatMap.boundaries').default, defaultBoundaries);
  });

  it('are about forty, each with a scope, a default, limits of its numbers and a text for each choice', () => {
    assert.ok(names.length >= 25 && names.length <= 50, String(names.length));
    for (const name of names) {
      const { type, scope, minimum, maximum, markdownEnumDescriptions, ...rest } = setting(name);
      assert.ok(['language-overridable', 'resource', 'window', 'machine'].includes(scope), name);
      assert.notEqual(rest.default, undefined, name);
      if (type === 'number' || type === 'integer') assert.ok(minimum !== undefined && maximum !== undefined, name);
      // The names of languages say what they are.
      if (rest.enum !== undefined && name !== 'search.stemmer')
        assert.equal(markdownEnumDescriptions?.length, rest.enum.length, name);
    }
  });

  it('let no workspace name a file or a server, but one that is trusted its glossary', () => {
    const naming = names.filter((name) => /dictionar|vocabular|path|folder|file(?!Size)/i.test(name));
    assert.deepEqual(naming.toSorted(), ['completion.vocabulary', 'dictionaries']);
    assert.equal(setting('dictionaries').scope, 'machine');
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
      'surprisal.completion.vocabulary',
      'surprisal.inference.endpoint',
      'surprisal.search.store',
      'surprisal.search.storeSources',
    ]);
  });
});
