import { hasFallen } from '../../learning/adapter/verdict';
import type { TuningReport } from './tuneSearch';

/** Puts values into a sentence, in whatever language. */
type Translate = (sentence: string, ...values: (string | number)[]) => string;

/** Sentences as they are written here. */
export const inEnglish: Translate = (sentence, ...values) =>
  sentence.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

const rounded = (value: number): string => value.toFixed(3);

/** What has come of a tuning, in one sentence. */
export const tuningText = ({ reason, test, guards, written }: Omit<TuningReport, 'byKind'>, t: Translate): string => {
  const [before, after] = [rounded(test.before), rounded(test.after)];
  switch (reason) {
    case 'better':
      return written
        ? t('Searches are tuned: recall@10 on files that were not learnt from is {0} instead of {1}.', after, before)
        : t('Tuning would help: recall@10 on files that were not learnt from is {0} instead of {1}.', after, before);
    case 'nothingLearnt':
      return t('Nothing was changed: no tuning did better than none on the files that it was chosen by.');
    case 'noPairs':
      return t('Nothing was changed: no pairs were left to judge a tuning by.');
    case 'notBetter':
      return t(
        'Nothing was changed: recall@10 on files that were not learnt from is {0} instead of {1}.',
        after,
        before,
      );
    case 'notSignificant':
      return t(
        'Nothing was changed: recall@10 on files that were not learnt from is {0} instead of {1}, which may be chance (p = {2}).',
        after,
        before,
        rounded(test.bootstrap.p),
      );
    case 'guardFell': {
      const fallen = guards.find(hasFallen)!;
      const [held, lost] = [rounded(fallen.before), rounded(fallen.after)];
      return fallen.name === 'general'
        ? t(
            'Nothing was changed: general questions would be answered worse, {0} instead of {1} by the first hit.',
            lost,
            held,
          )
        : t(
            'Nothing was changed: other files would be found worse, with a recall@10 of {0} instead of {1}.',
            lost,
            held,
          );
    }
  }
};
