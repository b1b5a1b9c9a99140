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
      const { packageVersion } = await import('../../platform/userFolders');
      return (await import('../report/sarif')).sarifReporter(write, packageVersion());
    }
    case 'github':
      return (await import('../report/github')).githubReporter(write);
  }
};
