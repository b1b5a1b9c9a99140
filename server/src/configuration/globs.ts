import picomatch from 'picomatch';

/** Says whether a path, relative to the configuration's folder and with forward slashes, is meant. */
export type PathMatcher = (relativePath: string) => boolean;

/** A glob as `overrides` and filters hold it: one without a slash matches a file name at any depth, `**` any folders. */
const anchored = (glob: string): string => {
  const pattern = glob.replace(/^\.\//, '');
  return pattern.includes('/') ? pattern.replace(/^\//, '').replace(/\/$/, '/**') : `**/${pattern}`;
};

const options: picomatch.PicomatchOptions = { dot: true };

export const compileGlobs = (globs: readonly string[]): PathMatcher => {
  const matchers = globs.map((glob) => picomatch(anchored(glob), options));
  return (relativePath) => matchers.some((matches) => matches(relativePath));
};

/** A glob as a regular expression, for where paths are matched elsewhere than here. */
export const globExpression = (glob: string): RegExp => picomatch.makeRe(anchored(glob), options);
