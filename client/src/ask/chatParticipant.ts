import * as vscode from 'vscode';
import {
  type CancellationToken,
  type ChatResponseStream,
  Disposable,
  Location,
  l10n,
  MarkdownString,
  ThemeIcon,
  Uri,
} from 'vscode';
import type { AnswerExtract, AnswerSentence } from '../../../server/src/shared/askProtocol';
import { excerptOf, placeOf as placeOfHit } from '../search/hitText';
import { rangeOf } from '../search/ranges';
import type { WorkspaceSearch } from '../search/workspaceSearch';
import { missing, notFoundText, onOneLine, placeOf, unsupportedText, writerOf } from './answerText';
import { AskedQuestion } from './askedQuestion';
import type { WorkspaceQuestions } from './workspaceQuestions';

export interface ParticipantParts {
  readonly search: Pick<WorkspaceSearch, 'search'>;
  readonly questions: Pick<WorkspaceQuestions, 'ask'>;
}

const participantId = 'surprisal.ask';
const mostHits = 10;

/** Answers `@surprisal` in the chat, where there is one. Nothing of it goes to the chat's own language model. */
export const registerChatParticipant = ({ search, questions }: ParticipantParts): Disposable => {
  const { chat } = vscode as { readonly chat?: Partial<typeof vscode.chat> };
  if (chat?.createChatParticipant === undefined) return Disposable.from();
  const participant = chat.createChatParticipant(participantId, async ({ prompt, command }, _, stream, token) => {
    try {
      if (prompt.trim() === '') stream.markdown(l10n.t('Ask a question that the files of this workspace may answer.'));
      else if (command === 'search') await showHits(await search.search(prompt, mostHits, token), stream);
      else await showAnswer(prompt, questions, stream, token);
      return {};
    } catch (error) {
      if (token.isCancellationRequested) return {};
      return { errorDetails: { message: error instanceof Error ? error.message : String(error) } };
    }
  });
  participant.iconPath = new ThemeIcon('comment-discussion');
  return participant;
};

const showHits = async (
  { hits, problem }: Awaited<ReturnType<WorkspaceSearch['search']>>,
  stream: ChatResponseStream,
): Promise<void> => {
  if (problem !== undefined) stream.markdown(plain(problem));
  else if (hits.length === 0) stream.markdown(l10n.t('Nothing found'));
  for (const [rank, hit] of hits.entries()) {
    stream.markdown(`\n${rank + 1}. `);
    stream.anchor(new Location(Uri.parse(hit.uri, true), rangeOf(hit.markedRange)), placeOfHit(hit));
    stream.markdown(plain(` ${excerptOf(hit).text}`));
  }
};

const showAnswer = async (
  question: string,
  questions: ParticipantParts['questions'],
  stream: ChatResponseStream,
  token: CancellationToken,
): Promise<void> => {
  stream.progress(l10n.t('looking for passages…'));
  const asked = new AskedQuestion(0, question);
  const referred = new Set<string>();
  asked.finish(
    await questions.ask(
      { question },
      (part) => {
        if (part.kind !== 'extracts') return;
        // What was shown cannot be taken back, so the text waits until all of it was checked.
        for (const extract of part.extracts) {
          if (referred.has(placeOf(extract))) continue;
          referred.add(placeOf(extract));
          stream.reference(locationOf(extract));
        }
      },
      token,
    ),
  );
  if (asked.isRefused) stream.markdown(`**${notFoundText(l10n.t)}**\n`);
  if (asked.sentences.length > 0) {
    for (const sentence of asked.sentences) showSentence(asked, sentence, stream);
    stream.markdown(`\n\n_${l10n.t('Written by {0}: likely, not certain.', writerOf(asked, l10n.t))}_\n`);
  }
  for (const [place, extract] of asked.extracts.entries()) {
    stream.markdown(`\n${place + 1}. `);
    stream.anchor(locationOf(extract), placeOf(extract));
    stream.markdown(plain(` ${onOneLine(extract.text)}`));
  }
  for (const note of missing(asked, l10n.t)) stream.markdown(plain(note, '\n\n'));
};

const showSentence = (asked: AskedQuestion, sentence: AnswerSentence, stream: ChatResponseStream): void => {
  stream.markdown(plain(`${onOneLine(sentence.text)} `));
  for (const extract of asked.cited(sentence)) stream.markdown(plain(`[${asked.extracts.indexOf(extract) + 1}] `));
  if (!sentence.supported) stream.markdown(`_(${unsupportedText(l10n.t)})_ `);
};

const locationOf = ({ uri, range }: AnswerExtract): Location => new Location(Uri.parse(uri, true), rangeOf(range));

/** Neither what a file holds nor what a model writes is markup. */
const plain = (text: string, before = ''): MarkdownString => new MarkdownString(before).appendText(text);
