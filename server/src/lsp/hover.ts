import * as l10n from '@vscode/l10n';
import type { Finding } from '../proofreading/finding';
import { kindName, messageText } from './findingTexts';
import type { ToldToken } from './sentenceScores';

/** Markdown's own marks in text that is shown as it is. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, '\\$&').replace(/\s+/g, ' ');

/** A probability as people say it: in percent, or one in so many, with two significant digits. */
export const probabilityText = (probability: number): string => {
  const value = probability * 100;
  if (value >= 10) return `${value.toFixed(0)} %`;
  if (value >= 0.1) return `${value.toPrecision(2)} %`;
  const oneIn = 1 / probability;
  if (oneIn > 1e9) return l10n.t('below one in a billion');
  return l10n.t('one in {0}', Number(oneIn.toPrecision(2)).toLocaleString('en'));
};

/** Confidence is measured on finite texts: nobody is 100 % sure. */
const sureText = (confidence: number): string =>
  confidence > 0.99 ? l10n.t('over {0}', '99 %') : `${Math.round(confidence * 100)} %`;

/** A mark by itself would be lost between the marks of the list. */
const quoted = (text: string): string => (/[\p{L}\p{N}]/u.test(text) ? escaped(text) : `“${escaped(text)}”`);

/** What is known of the word that is pointed at. */
export interface HoveredWord extends ToldToken {
  readonly form: string;
  /** Words that stand among the same words of the workspace. */
  readonly related: readonly string[];
}

/**
 * What a hover says, in Markdown: the findings there first, then what the model thinks of the word.
 * @param tellsMessages the client tells the findings' messages by itself
 */
export const hoverText = (
  findings: readonly Finding[],
  token: HoveredWord | undefined,
  tellsMessages: boolean,
): string => {
  const parts = findings.map(({ message, kind, confidence }) => {
    const sure = l10n.t('{0}, {1} sure', kindName(kind), sureText(confidence));
    return tellsMessages ? sure : `**${escaped(messageText(message))}**\n\n${sure}`;
  });
  if (token !== undefined) {
    const facts = [
      l10n.t('{0} bits', token.bits.toFixed(1)),
      l10n.t('probability {0}', probabilityText(token.probability)),
      ...(token.outOfVocabulary === true ? [l10n.t('not in the vocabulary')] : []),
      // A word that the model reads in several pieces has none.
      ...(token.outOfVocabulary !== true && token.rank !== undefined
        ? [l10n.t('rank {0}', token.rank.toLocaleString('en'))]
        : []),
    ];
    const lines = [`“${escaped(token.form)}”: ${facts.join(' · ')}`];
    if (token.expected.length > 0)
      lines.push(
        l10n.t(
          'Expected here: {0}',
          token.expected.map(({ text, probability }) => `${quoted(text)} (${probabilityText(probability)})`).join(', '),
        ),
      );
    if (token.related.length > 0)
      lines.push(l10n.t('Related in this workspace: {0}', token.related.map(quoted).join(', ')));
    parts.push(lines.join('\n\n'));
  }
  return parts.join('\n\n---\n\n');
};
