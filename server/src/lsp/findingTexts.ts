import * as l10n from '@vscode/l10n';
import type { FindingKind } from '../proofreading/finding';
import type { Message } from '../proofreading/message';

/** A finding's message in the client's language. */
export const messageText = ({ template, values }: Message): string => l10n.t(template, ...values);

const kindNames: Readonly<Record<FindingKind, () => string>> = {
  spelling: () => l10n.t('spelling'),
  confusion: () => l10n.t('confusion'),
  repetition: () => l10n.t('repetition'),
  article: () => l10n.t('article'),
  spacing: () => l10n.t('spacing'),
  capitalization: () => l10n.t('capitalization'),
  punctuation: () => l10n.t('punctuation'),
  grammar: () => l10n.t('grammar'),
  style: () => l10n.t('style'),
};

/** A kind of findings as people read it. */
export const kindName = (kind: FindingKind): string => kindNames[kind]();
