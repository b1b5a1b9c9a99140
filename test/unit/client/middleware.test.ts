import assert from 'node:assert/strict';
import type { Middleware } from 'vscode-languageclient/node';
import { loadClientModule } from '../../support/clientModule';

class Uri {
  constructor(readonly text: string) {}
  static parse = (text: string) => new Uri(text);
  toString = () => this.text;
}

/** Whatever the library takes from VS Code as its modules run. */
const anything: unknown = new Proxy(function stub() {}, {
  get: (_, name) => (name === 'prototype' ? {} : name === Symbol.toPrimitive ? () => '' : anything),
  construct: () => ({}),
  apply: () => anything,
});

interface Surroundings {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly explicit?: Readonly<Record<string, object>>;
  readonly paused?: boolean;
  readonly heatMap?: boolean;
  readonly findingAtCaret?: boolean;
}

const uri = new Uri('file:///a.md');
const document = { uri, version: 7 };

const middlewareIn = ({ settings = {}, explicit = {}, paused = false, heatMap, findingAtCaret }: Surroundings) => {
  const workspace = {
    textDocuments: [document],
    getConfiguration: () => ({
      get: (name: string, standard: unknown) => settings[name] ?? standard,
      inspect: (name: string) => explicit[name],
    }),
  };
  const vscode = new Proxy(anything as object, {
    get: (target, name) => ({ Uri, workspace })[name as string] ?? Reflect.get(target, name),
  });
  const judged: unknown[] = [];
  const { createMiddleware } = loadClientModule<{ createMiddleware(parts: object): Middleware }>(
    'client/src/middleware.ts',
    vscode,
  );
  const middleware = createMiddleware({
    findings: {
      judge: (of: Uri, version: number, unchanged: boolean) => judged.push([of.text, version, unchanged]),
      isAt: () => findingAtCaret === true,
    },
    pause: { isPaused: paused },
    heatMapShown: () => heatMap === true,
  });
  const pull = (report: object) =>
    middleware.provideDiagnostics!(document as never, 'before', {} as never, () => report as never);
  const hover = () => {
    let asked = false;
    middleware.provideHover!(document as never, {} as never, {} as never, () => {
      asked = true;
      return undefined;
    });
    return asked;
  };
  return { middleware, judged, pull, hover };
};

describe('what stands between VS Code and the server', () => {
  it('tells which text a report is about, and whether it is the same as before', async () => {
    const { pull, judged } = middlewareIn({});
    await pull({ kind: 'full', items: [1], resultId: 'a' });
    await pull({ kind: 'unChanged', resultId: 'a' });
    assert.deepEqual(judged, [
      ['file:///a.md', 7, false],
      ['file:///a.md', 7, true],
    ]);
  });

  it('answers with nothing, for the text as it is, where checking is paused or switched off', async () => {
    for (const surroundings of [{ paused: true }, { settings: { enable: false } }]) {
      const { pull, judged } = middlewareIn(surroundings);
      assert.deepEqual(await pull({ kind: 'full', items: [1], resultId: 'a' }), { kind: 'full', items: [] });
      assert.deepEqual(judged, [['file:///a.md', 7, false]]);
    }
  });

  it('shows nothing of a workspace check in a folder where checking is switched off', () => {
    for (const [enable, shown] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const { middleware } = middlewareIn({ settings: { enable } });
      middleware.handleDiagnostics!(uri as never, [{}] as never, (_, diagnostics) =>
        assert.equal(diagnostics.length, shown),
      );
    }
  });

  it('asks for a hover on findings, on every word while the heat map is shown, and otherwise as the setting says', () => {
    const asks = (surroundings: Surroundings) => middlewareIn(surroundings).hover();
    assert.equal(asks({}), false);
    assert.equal(asks({ findingAtCaret: true }), true);
    assert.equal(asks({ heatMap: true }), true);
    assert.equal(asks({ settings: { 'hover.show': 'all' } }), true);
    assert.equal(asks({ settings: { 'hover.show': 'off' }, findingAtCaret: true, heatMap: true }), false);
    assert.equal(asks({ findingAtCaret: true, paused: true }), false);
  });

  it('answers the server with the settings that somebody set', () => {
    const explicit = {
      dialect: { defaultValue: 'en' },
      operatingPoint: { defaultValue: 'balanced', globalValue: 'eager' },
    };
    const { middleware } = middlewareIn({ explicit });
    const items = [{ scopeUri: 'file:///a.md', section: 'surprisal' }];
    const answer = middleware.workspace!.configuration!({ items }, {} as never, () => assert.fail());
    assert.deepEqual(answer, [{ operatingPoint: 'eager' }]);
  });
});
