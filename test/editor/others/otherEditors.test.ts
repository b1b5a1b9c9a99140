import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { folderWith, programPath } from '../../support/program';

/** Editors that speak the protocol by themselves, with the very configuration that their pages show. */
describe('the pages of other editors', () => {
  const letter = 'It has no mistaeks, and the the end is near.\n';

  /** The first code block of a language on a page. */
  function configuration(page: string, language: string): string {
    const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms');
    const found = block.exec(readFileSync(`server/docs/editors/${page}.md`, 'utf8'))?.[1];
    assert.ok(found, `no ${language} on the page of ${page}`);
    return found;
  }

  /** A folder of its own as home, and the built program on the path as `surprisal`. */
  function environment(home: string): NodeJS.ProcessEnv {
    const bin = join(home, 'bin');
    mkdirSync(bin);
    symlinkSync(programPath, join(bin, 'surprisal'));
    return {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_STATE_HOME: join(home, 'state'),
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
    };
  }

  function versionOf(command: string): string | undefined {
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    return status === 0 ? stdout.split('\n')[0] : undefined;
  }

  function drive(home: string, command: string, parameters: readonly string[]): void {
    const { status, signal, stdout, stderr } = spawnSync(command, parameters, {
      cwd: home,
      env: environment(home),
      encoding: 'utf8',
      timeout: 100_000,
    });
    assert.equal(status, 0, `${command} ended with ${status ?? signal}:\n${stdout}${stderr}`);
  }

  it('for Neovim: findings are pushed, a quick fix and all safe fixes are applied, an edit is followed', function () {
    const version = versionOf('nvim');
    if (!version) {
      console.log('      skipped: Neovim is not installed');
      this.skip();
    }
    const home = folderWith({ 'init.lua': configuration('neovim', 'lua'), 'letter.md': letter });
    const script = resolve('test/editor/others/neovim.lua');
    drive(home, 'nvim', ['--headless', '-n', '-u', join(home, 'init.lua'), 'letter.md', '-c', `luafile ${script}`]);
  });

  it('for Emacs: findings are pushed, a quick fix and all safe fixes are applied, an edit is followed', function () {
    const version = versionOf('emacs');
    if (!version) {
      console.log('      skipped: Emacs is not installed');
      this.skip();
    }
    const home = folderWith({ 'init.el': configuration('emacs', 'elisp'), 'letter.md': letter });
    const packages = ['--eval', '(progn (package-initialize) (require (quote markdown-mode)))'];
    drive(home, 'emacs', ['--batch', ...packages, '-l', 'init.el', '-l', resolve('test/editor/others/emacs.el')]);
  });
});
