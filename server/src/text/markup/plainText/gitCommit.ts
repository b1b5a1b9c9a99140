import type { MaskedDocument } from '../../maskedDocument';
import { MaskBuilder } from '../maskBuilder';
import { maskPlainRange } from './plainText';

/** Git drops this line and all below it (`commit.verbose`, `--cleanup=scissors`). */
const scissors = /^[^\w\s] -{3,} ?>8 ?-{3,}$/;
/** A verbose commit's diff, should its scissors be gone. */
const diff = /^diff --git \S/;
/** `Signed-off-by: A <a@example.org>`, `(cherry picked from commit …)`, `Change-Id: …`, `Fixes: #1`. */
const trailer =
  /^(?:[A-Z][A-Za-z]*(?:-[A-Za-z]+)+: \S|(?:Fix(?:es)?|Closes?|Resolves?|Refs?|See):? (?:#\d|[A-Z]+-\d|https?:)|(?:Fixes|Link|Bug|Issue|Cc): ?\S|\(cherry picked from commit )/;
/** `feat(scope)!: `, `fixup! `, `docs: `: what a subject begins with. */
const subjectPrefix =
  /^(?:(?:fixup|squash|amend)! )*(?:(?:[a-z][a-z0-9]*(?:\([^()\n]*\))?!?|\[[^\]\n]+\]|[\w./-]+(?:, ?[\w./-]+)*): +)*/;
/** Written by Git: a merge's, revert's or tag's subject names branches and quotes another's. */
const machineSubject = /^(?:Merge (?:branch|remote-tracking|pull request|commit|tag)|Revert "|Squashed commit)/;

/**
 * Masks a commit message as its editor shows it: the first line is a heading, the rest plain text; comment lines,
 * trailers and all below the scissors are left out.
 */
export const maskGitCommit = (source: string): MaskedDocument => {
  const builder = new MaskBuilder(source);
  let bodyStart: number | undefined;
  let subjectSeen = false;
  const closeBody = (end: number): void => {
    if (bodyStart !== undefined) maskPlainRange(builder, bodyStart, end);
    bodyStart = undefined;
  };
  let lineStart = 0;
  for (const match of source.matchAll(/[^\n]*(?:\n|$)/g)) {
    if (match[0] === '') break;
    const line = match[0].trimEnd();
    lineStart = match.index;
    if (scissors.test(line) || diff.test(line)) break;
    if (line.startsWith('#') || (subjectSeen && trailer.test(line))) closeBody(lineStart);
    else if (!subjectSeen) {
      if (line === '') continue;
      subjectSeen = true;
      if (!machineSubject.test(line))
        builder.block('heading', lineStart + subjectPrefix.exec(line)![0].length, lineStart + line.length);
    } else bodyStart ??= lineStart;
    lineStart += match[0].length;
  }
  closeBody(lineStart);
  return builder.build();
};
