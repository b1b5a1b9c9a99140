import type { Reporter, Write } from '../report/reporter';
import type { Format } from './options';

/** The reporter of a format, loaded when it is asked for. */
export const createReporter = async (format: Format, write: Write): Promise<Reporter> => {
  switch (format) {
    case 'text': {
      const [{ textReporter }, { wantsColours }] = await Promise.all([
        import('../report/text'),
        import('../report/style'),
      ]);
      return textReporter(write, { coloured: wantsColours(), columns: process.stdout.columns || 100 });
    }
    case 'json':
      return (await import('../report/json')).jsonReporter(write);
    case 'jsonl':
      return (await import('../report/json')).jsonLinesReporter(write);
    case 'sarif': {
      const [{ sarifReporter }, { SourceRoot }, { packageVersion }] = await Promise.all([
        import('../report/sarif'),
        import('../report/sourceRoot'),
        import('../../platform/userFolders'),
      ]);
      return sarifReporter(write, packageVersion(), SourceRoot.find());
    }
    case 'github': {
      const [{ githubReporter }, { SourceRoot }] = await Promise.all([
        import('../report/github'),
        import('../report/sourceRoot'),
      ]);
      return githubReporter(write, SourceRoot.find());
    }
  }
};
