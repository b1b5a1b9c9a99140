import type { Finding } from '../../proofreading/finding';

const shownCandidates = 3;

/** A replacement as people read it: nothing, white space and line ends are put into words and marks. */
const shownReplacement = (replacement: string): string => {
  if (replacement === '') return '(delete)';
  const visible = replacement.replaceAll(/\r\n?|\n/g, '⏎').replaceAll('\t', '⇥');
  return visible.trim() === visible ? visible : `“${visible}”`;
};

/** The best candidates, best first, separated by commas; empty when there are none. */
export const betterText = (finding: Pick<Finding, 'candidates'>): string =>
  finding.candidates
    .slice(0, shownCandidates)
    .map(({ replacement }) => shownReplacement(replacement))
    .join(', ');
