import type { Relatedness } from '../../learning/item2vec/relatedItems';

/** How much likelier a file is to be changed with one of its folder than with one of another, all else equal; chosen on the histories of two other projects (server/docs/search.md). */
const sameFolder = 5;
/** The same of a file of the same name, such as a header and its source, or a module and its test. */
const sameName = 50;

/** What is expected of files, moved towards those that lie in the same folder or have the same name; sums to 1. @param paths with slashes */
export const nearerPaths = (expected: Relatedness, paths: readonly string[]): Relatedness => {
  const folders = paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1));
  const names = paths.map(plainName);
  return (file) => {
    const moved = expected(file).map((value, other) =>
      other === file
        ? 0
        : value * (folders[other] === folders[file] ? sameFolder : 1) * (names[other] === names[file] ? sameName : 1),
    );
    const sum = moved.reduce((total, value) => total + value, 0) || 1;
    return moved.map((value) => value / sum);
  };
};

/** The name of a file without folder, endings, and what marks a test. */
const plainName = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/(?:\.(?:test|spec|d))?\.[a-z]+$/, '')
    .replace(/^test_|_?test$/, '');
