import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientCommand } from '../../../client/src/commands/command';
import { languagesServed } from '../../../client/src/languagesServed';
import { commands as serverCommands } from '../../../server/src/shared/protocol';
import { proseLanguages } from '../../../server/src/text/markup/maskDocument';
import { loadClientModule } from '../../support/clientModule';
import { manifest, manifestSettings } from '../../support/manifest';

const { contributes } = manifest;
const commandIds = contributes.commands.map(({ command }) => command);

const clientSource = readdirSync('client/src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('client/src', name), 'utf8'))
  .join('\n');

/** Keys of VS Code's own that a clause of ours may name. */
const keysOfVsCode = [
  'editorHasSelection',
  'editorLangId',
  'isWorkspaceTrusted',
  'resourceLangId',
  'view',
  'viewItem',
  'virtualWorkspace',
  'workspaceFolderCount',
];
const keysOfOurs = [...clientSource.matchAll(/'setContext', '([^']+)'/g)].map(([, key]) => key!);

/** Values of `viewItem`. */
const kindsOfItems = [...clientSource.matchAll(/contextValue = '([^']+)'/g)].map(([, kind]) => kind!);

const views = Object.values(contributes.views).flat();

const clauses = [
  ...views.map(({ when }) => when),
  ...contributes.commands.map(({ enablement }) => enablement),
  ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when)),
  ...contributes.languageModelTools.map(({ when }) => when),
].filter((clause) => clause !== undefined);

describe('the manifest', () => {
  it('activates on the languages that are served, each one and no other', () => {
    assert.deepEqual(languagesServed(manifest.activationEvents).toSorted(), proseLanguages.toSorted());
    assert.equal(languagesServed(manifest.activationEvents).length, manifest.activationEvents.length);
  });

  it('contributes exactly the commands that the client registers for the palette', () => {
    const registered: string[] = [];
    const vscode = {
      commands: { registerCommand: (id: string) => registered.push(id) },
      Disposable: { from: () => undefined },
    };
    const module = loadClientModule<{
      clientCommands: readonly ClientCommand[];
      registerCommands(parts: object): void;
    }>('client/src/commands/registerCommands.ts', vscode);
    module.registerCommands({});
    assert.deepEqual(registered.toSorted(), [...commandIds, serverCommands.turnKindOff].toSorted());
    const files = readdirSync('client/src/commands').filter((name) =>
      readFileSync(join('client/src/commands', name), 'utf8').includes(': ClientCommand = {'),
    );
    assert.equal(files.length, registered.length, 'a command of a file is not registered');
  });

  it('gives every command the category and a clause that knows only real keys', () => {
    for (const { command, category } of contributes.commands) assert.equal(category, 'Surprisal', command);
    const known = new Set([...keysOfVsCode, ...keysOfOurs, ...kindsOfItems, ...views.map(({ id }) => id)]);
    const unknown = clauses.flatMap((clause) =>
      clause.split(/\s*(?:&&|\|\||[<>=!]=?|\bin\b)\s*/).filter((key) => !/^\d*$/.test(key) && !known.has(key)),
    );
    assert.deepEqual(unknown, []);
    for (const key of keysOfOurs)
      assert.ok(
        clauses.some((clause) => clause.includes(key)),
        `${key} is set for nothing`,
      );
  });

  it('names only its own commands in menus', () => {
    for (const items of Object.values(contributes.menus))
      for (const { command } of items) assert.ok(commandIds.includes(command), command);
  });

  it('restricts itself, and says how, where a workspace is not trusted or not on disk', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, 'limited');
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    const clauseOf = (id: string) => contributes.commands.find(({ command }) => command === id)?.enablement ?? '';
    assert.match(clauseOf('surprisal.openWorkspaceDictionary'), /isWorkspaceTrusted/);
    assert.match(clauseOf('surprisal.openWorkspaceDictionary'), /!virtualWorkspace/);
    assert.match(clauseOf('surprisal.checkWorkspace'), /!virtualWorkspace/);
  });

  it('has an icon of at least 128 pixels, and no more keywords than the marketplace reads', () => {
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.subarray(1, 4).toString('latin1'), 'PNG');
    assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) >= 128);
    assert.ok(manifest.keywords.length <= 5);
  });

  it('has a walkthrough of a few steps whose pages are there in both languages and whose steps can be completed', () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.equal(others.length, 0);
    assert.ok(walkthrough!.steps.length <= 6);
    for (const { id, media, completionEvents } of walkthrough!.steps) {
      assert.ok(existsSync(media.markdown), media.markdown);
      assert.ok(existsSync(media.markdown.replace(/\.md$/, '.nls.zh-cn.md')), media.markdown);
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        const [kind, name] = event.split(':') as [string, string];
        if (kind === 'onCommand') assert.ok(commandIds.includes(name), event);
        else if (kind === 'onSettingChanged') assert.ok(name in manifestSettings, event);
        else assert.fail(event);
      }
    }
  });

  it('has five colours that leave words readable in every theme', () => {
    assert.deepEqual(
      contributes.colors.map(({ id }) => id),
      [1, 2, 3, 4, 5].map((level) => `surprisal.heatMap.level${level}`),
    );
    // Text and background of VS Code's default themes.
    const themes = {
      light: ['#3b3b3b', '#ffffff'],
      dark: ['#cccccc', '#1f1f1f'],
      highContrast: ['#ffffff', '#000000'],
      highContrastLight: ['#292929', '#ffffff'],
    } as const;
    for (const { id, defaults } of contributes.colors) {
      assert.deepEqual(Object.keys(defaults).toSorted(), Object.keys(themes).toSorted(), id);
      for (const [theme, [text, background]] of Object.entries(themes)) {
        const ratio = contrast(rgb(text), over(defaults[theme]!, rgb(background)));
        assert.ok(ratio >= 4.5, `${id} in ${theme}: ${ratio.toFixed(1)}`);
      }
    }
  });
});

type Rgb = readonly [number, number, number];

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

function over(hex: string, background: Rgb): Rgb {
  const alpha = hex.length === 9 ? Number.parseInt(hex.slice(7), 16) / 255 : 1;
  return rgb(hex).map((value, index) => alpha * value + (1 - alpha) * background[index]!) as unknown as Rgb;
}

/** The contrast ratio of two colours (WCAG 2.2). */
function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
