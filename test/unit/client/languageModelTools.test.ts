import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ToolParts } from '../../../client/src/ask/languageModelTools';
import { loadClientModule } from '../../support/clientModule';
import { manifest } from '../../support/manifest';

interface Module {
  registerLanguageModelTools(parts: Partial<ToolParts>): { dispose(): void };
}

const disposable = (dispose = () => {}) => ({ dispose });

/** As much of VS Code as the module looks at; the editor suite has the rest. */
const load = (isTrusted: boolean, lm?: object) => {
  const granted: (() => void)[] = [];
  const vscode = {
    Disposable: {
      from: (...all: { dispose(): void }[]) =>
        disposable(() => {
          for (const one of all) one.dispose();
        }),
    },
    workspace: {
      isTrusted,
      onDidGrantWorkspaceTrust: (listener: () => void) => {
        granted.push(listener);
        return disposable();
      },
    },
    ...(lm !== undefined && { lm }),
  };
  const module = loadClientModule<Module>('client/src/ask/languageModelTools.ts', vscode);
  return {
    register: () => module.registerLanguageModelTools({}),
    grant: () => {
      for (const listener of granted) listener();
    },
  };
};
const recording = () => {
  const names: string[] = [];
  const registerTool = (name: string) => {
    names.push(name);
    return disposable(() => names.splice(names.indexOf(name), 1));
  };
  return { names, lm: { registerTool } };
};

describe('tools for language models', () => {
  it('are those of the manifest', () => {
    const { names, lm } = recording();
    load(true, lm).register();
    assert.deepEqual(names.toSorted(), manifest.contributes.languageModelTools.map(({ name }) => name).toSorted());
  });

  it('are left out where VS Code has none', () => {
    load(true).register().dispose();
    load(true, {}).register().dispose();
  });

  it('wait until a workspace is trusted, and end with the extension', () => {
    const { names, lm } = recording();
    const { register, grant } = load(false, lm);
    const registered = register();
    assert.deepEqual(names, []);
    grant();
    assert.equal(names.length, 2);
    registered.dispose();
    assert.deepEqual(names, []);
    // Of a condition of several keys VS Code 1.100 makes a cycle, and then it tells extensions of no tool at all.
    for (const { when } of manifest.contributes.languageModelTools) assert.equal(when, 'isWorkspaceTrusted');
  });

  it('have names, descriptions and a schema as VS Code wants them', () => {
    for (const tool of manifest.contributes.languageModelTools) {
      assert.match(tool.name, /^[\w-]+$/);
      assert.match(tool.toolReferenceName, /^[\w-]+$/);
      assert.ok(tool.modelDescription.length > 50);
      assert.deepEqual(
        tool.inputSchema.required.filter((name) => !(name in tool.inputSchema.properties)),
        [],
      );
    }
    const [participant] = manifest.contributes.chatParticipants;
    const source = readFileSync('client/src/ask/chatParticipant.ts', 'utf8');
    assert.ok(source.includes(`'${participant?.id}'`));
  });
});
