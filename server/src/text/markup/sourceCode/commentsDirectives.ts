/**
 * Comments that address a tool instead of a reader: pragmas, switches of linters and formatters, editor settings,
 * generated-file marks.
 */
const directive = new RegExp(
  [
    '^!',
    '^-\\*-.*-\\*-',
    '^(?:vim?|ex|emacs|kate|indent-tabs-mode|Local Variables|End):',
    '^(?:en)?coding[:=]',
    '^(?:eslint|tslint|jshint|jslint|globals?\\s+\\w+|exported\\s+\\w+$|biome-ignore|prettier-ignore|stylelint|oxlint|deno-lint|deno-fmt)\\b',
    '^(?:istanbul|c8|v8|nyc)\\s+ignore',
    '^@(?:ts-\\w|flow|noflow|jsx|preserve|generated|formatter|noinspection|jest-environment|phpstan|psalm|codeCoverage|license\\s*$|cc_on|suppress|internal\\s*$)',
    '^[#@]\\s*source(?:Mapping)?URL=',
    '^[#@]__PURE__',
    '^(?:webpack|vite|turbopack)[A-Z@-]',
    '^<(?:reference|amd-module|amd-dependency|auto-?generated)\\b',
    '^#?(?:end)?region\\b',
    '^(?:noqa|type:|mypy:|pyright:|pylint:|pragma:?|fmt:|isort:|yapf:|ruff:|flake8[:-]|nosec|nopep8|black:|coverage:|skipcq|doctest:|distutils:|cython:)',
    '^(?:NOLINT|clang-(?:format|tidy)|LCOV_|GCOV_|cppcheck-|IWYU|cspell:|spell-checker:|spellchecker:|surprisal-|cSpell:)',
    '^(?:nolint|go:\\w|line\\s+\\S+:\\d|\\+build|export\\s+\\w+$|lint:|revive:|sys(?:nb)?\\s|extern\\s|cgo\\s)',
    '^(?:frozen_string_literal|warn_indent|shareable_constant_value|rubocop|steep|sorbet|typed|standard|encoding):',
    '^:(?:nodoc|startdoc|stopdoc|yields|call-seq|include|title|main|markup|section|enddoc):',
    '^(?:phpcs|@codingStandards|phan|psalm|phpstan)\\b',
    '^shellcheck\\b',
    '^(?:CHECKSTYLE|NOSONAR|NOPMD|SonarQube|\\$?NON-NLS|\\$FALL-?THROUGH|FALL-?THR(?:O)?U(?:GH)?|fall-?through$|fall through$|falls? through$|ReSharper|noinspection)',
    '^(?:dprint-ignore|rustfmt|tarpaulin|cbindgen:|compile-flags:|edition:|run-pass|ignore-|check-pass|aux-build:|revisions:)',
    '^Code generated .*DO NOT EDIT',
    '^(?:GENERATED|AUTO-?GENERATED)\\b',
    '^(?:begin|end|BEGIN|END)[-_ ](?:include|snippet|region|exclude)\\b',
    '^\\[(?:START|END) \\w+\\]$',
    '^\\$(?:Id|Revision|Date|Author|Header|HeadURL)\\b.*\\$',
  ].join('|'),
);

const licence =
  /SPDX-|\bcopyright\b|\(c\) \d{4}|©|All rights reserved|\blicen[sc]ed? (?:under|to)\b|\bWITHOUT WARRANT|\bTHE SOFTWARE IS PROVIDED\b|General Public License|Permission is hereby granted|Redistribution and use in source|found in the LICENSE/i;

/** A line with no letter or digit, or a mark repeated: rulers, boxes. */
const ruler = /^[^\p{L}\p{N}]*$|^([-=*#~_+/.])\1{3,}[^\p{L}\p{N}]*$/u;

export const isDirective = (line: string): boolean => directive.test(line);

export const isRuler = (line: string): boolean => ruler.test(line);

/** Whether a paragraph states copyright or terms: legal boilerplate that nobody edits. */
export const isLicenceNotice = (paragraph: string): boolean => licence.test(paragraph.slice(0, 2000));

/** `TODO(name):` and its like at a text's start; its length, 0 when there is none. */
export const noteMarkLength = (text: string): number =>
  /^(?:TODO|FIXME|XXX|HACK|BUG|NOTE|NB|SAFETY|OPTIMIZE|REVIEW|WARNING|PERF|INVARIANT)(?:\s*\([^()\n]{0,60}\)|\s*\[[^[\]\n]{0,60}\])?(?::|\s+-|(?=\s))\s*/.exec(
    text,
  )?.[0].length ?? 0;

/** Marks around a heading in a comment, as `--- Parsing ---`: lengths at both ends. */
export const rulerEnds = (line: string): { readonly before: number; readonly after: number } => ({
  before: /^([-=*#~_+/|])\1+\s*/.exec(line)?.[0].length ?? 0,
  after: /\s*([-=*#~_+/|])\1+$/.exec(line)?.[0].length ?? 0,
});
