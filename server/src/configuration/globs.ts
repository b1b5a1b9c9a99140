import picomatch from 'picomatch';

/** Says whether a path, relative to the configuration's folder and with forward slashes, is meant. */
export type PathMatcher = (relativePath: string) => boolean;

/** Compiles globs as `overrides` holds them: one without a slash matches a file name at any depth, `**` any folders. */
export const compileGlobs = (globs: readonly string[]): PathMatcher => {
  const matchers = globs.map((glob) => {
    const pattern = glob.replace(/^\.\//, '');
    return picomatch(pattern.includes('/') ? pattern.replace(/^\//, '').replace(/\/$/, '/**') : `**/${pattern}`, {
      dot: true,
    });
  });
  return (relativePath) => matchers.some((matches) => matches(relativePath));
};
