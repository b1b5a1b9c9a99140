import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type EditClass, editClasses } from '../proofreading/grammar/grammarEdit';
import type { CommandArguments, LearntParams, LearntResult } from '../shared/protocol';
import type { Services } from './services';

const isGrammarClass = (name: unknown): name is EditClass => editClasses.some((known) => known === name);

/** Learns that a suggestion was taken, and will look whether it is taken back. */
export const learnAccepted = async (
  { sessions, feedback, acceptedEdits }: Services,
  { uri, grammarClass, edit }: Partial<CommandArguments>,
): Promise<void> => {
  const document = typeof uri === 'string' ? sessions.get(uri)?.document : undefined;
  if (feedback === undefined || document === undefined || edit === undefined || !isGrammarClass(grammarClass)) return;
  const { position, before, after } = edit;
  const start = document.offsetAt(position);
  if (acceptedEdits.remember(document, { grammarClass, start, before, after }))
    await feedback.add(grammarClass, 'accepted');
};

export const learnIgnored = async (
  { feedback }: Services,
  { grammarClass }: Partial<CommandArguments>,
): Promise<void> => {
  if (isGrammarClass(grammarClass)) await feedback?.add(grammarClass, 'ignored');
};

/** Learns which suggestions a change of a document has taken back. */
export const learnUndone = async (services: Services, document: TextDocument): Promise<void> => {
  const { feedback, acceptedEdits } = services;
  const undone = acceptedEdits.undoneIn(document);
  if (feedback === undefined || undone.length === 0) return;
  for (const grammarClass of undone) await feedback.add(grammarClass, 'undone');
  services.refresh();
};

/** What was learnt from this user. */
export const onLearnt = async (services: Services, { forget }: LearntParams): Promise<LearntResult> => {
  const { feedback } = services;
  if (forget === true && feedback !== undefined) {
    await feedback.forget();
    services.refresh();
  }
  const classes = Object.entries(feedback?.classes ?? {}).map(([grammarClass, learnt]) => ({
    grammarClass,
    ...learnt,
  }));
  return { classes: classes.sort((a, b) => (a.grammarClass < b.grammarClass ? -1 : 1)) };
};
