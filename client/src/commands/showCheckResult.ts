import { l10n, window } from 'vscode';
import type { CheckResult } from '../../../server/src/shared/protocol';

const shownMs = 10_000;

/** Says what a check found, in passing: the findings themselves stand in the editor and among the problems. */
export const showCheckResult = ({ files, words, findings, elapsedMs }: CheckResult): void => {
  const seconds = (elapsedMs / 1000).toFixed(1);
  window.setStatusBarMessage(
    files === 1
      ? l10n.t('Surprisal: {0} findings in {1} words ({2} s)', findings, words, seconds)
      : l10n.t('Surprisal: {0} findings in {1} files, {2} words ({3} s)', findings, files, words, seconds),
    shownMs,
  );
};
