import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Data that programs write, and what is the same in many packages. */
const left =
  /(?:^|[\\/])(?:change|history|licen[cs]e|unicode_|_?test|idlelib|lib2to3|site-packages|dist-packages)|\.min\./i;

const filesIn = (folder: string, wanted: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => wanted.test(name) && !left.test(name))
    .sort()
    .map((name) => join(folder, name));

/** The folder of Python's standard library; undefined where there is no Python. */
const pythonLibrary = (): string | undefined => {
  const program = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  const { status, stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

/** English about programs that lies on any machine that builds this: documents and declarations of installed packages, and Python's standard library. */
export function* packageTexts(modules: string): Generator<string> {
  const library = pythonLibrary();
  const files = [
    ...filesIn(modules, /\.md$|\.d\.[cm]?ts$/),
    ...(library === undefined ? [] : filesIn(library, /\.py$/)),
  ];
  for (const file of files) {
    try {
      yield readFileSync(file, 'utf8');
    } catch {
      // A folder of that name, or a link that leads nowhere.
    }
  }
}
