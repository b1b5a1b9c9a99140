import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Hover,
  type HoverParams,
  LSPErrorCodes,
  MarkupKind,
  type Range,
  ResponseError,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { surprisalBits } from '../lm/languageModel';
import {
  commands,
  type ExplainSentenceParams,
  type ExplainSentenceResult,
  type TokenScoreItem,
  type TokenScoresParams,
  type TokenScoresResult,
  type WireRange,
} from '../shared/protocol';
import type { Span } from '../text/span';
import { type ActionData, codeActions, workspaceEdit } from './codeActions';
import { ANSWER_WITHIN_MS } from './diagnostics';
import { hoverText } from './hover';
import {
  sentenceAt,
  sentencesIn,
  type ToldSentence,
  tellNeuralWords,
  tellTokens,
  type WordsAsked,
} from './sentenceScores';
import { type Services, shownFindings, total } from './services';
import { turn } from './turn';

/** Sentences that are scored between two looks at the cancellation. */
const SENTENCES_A_TURN = 50;
/** An edit needs one sentence of the neural model, which it has in less; what takes longer comes as a change of the scores. */
const HEAT_MAP_WITHIN_MS = 300;
const HOVER_WITHIN_MS = 500;
/** Words of the workspace that a hover names. */
const RELATED = 6;
/** Somebody asked for it and waits. */
const EXPLANATION_WITHIN_MS = 5000;

const rangeOf = (document: TextDocument, { start, end }: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

const spanOf = (document: TextDocument, { start, end }: WireRange): Span => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});

const touches = (one: Span, offset: number): boolean => one.start <= offset && offset <= one.end;

/** The findings and the word under a position. */
export const onHover = (services: Services, params: HoverParams, token: CancellationToken): Promise<Hover | null> =>
  total<Hover | null>(services, 'hover', null, async () => {
    const session = services.sessions.get(params.textDocument.uri);
    // What is found comes first; the scores of a sentence need its mask alone.
    if (typeof (await session?.judge(ANSWER_WITHIN_MS, token)) === 'string') return null;
    const state = await session?.masked(token);
    if (session === undefined || state?.masked === undefined) return null;
    const { document } = session;
    const { masked, snapshot } = state;
    const offset = document.offsetAt(params.position);
    const findings = shownFindings(services, state).filter((finding) => touches(finding, offset));
    const sentence = sentenceAt(masked, offset);
    const asked = { uri: session.uri, purpose: 'hover', withinMs: HOVER_WITHIN_MS } as const;
    const told = sentence && (await tell(services, masked.text, sentence, (one) => touches(one, offset), asked));
    // Between two words that touch it is the one that begins there.
    const word = told?.tokens.at(-1);
    const span = findings[0] ?? word;
    if (span === undefined || document.version !== snapshot.version) return null;
    const form = snapshot.text.slice(word?.start, word?.end);
    const related = word === undefined ? [] : await services.relatedWords.of(session.uri, { words: [form] }, RELATED);
    const value = hoverText(findings, word && { ...word, form, related }, services.options.tellsMessages === true);
    return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(document, span) };
  });

/** Quick fixes and the repair of everything safe. */
export const onCodeAction = (
  services: Services,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> =>
  total<CodeAction[]>(services, 'code actions', [], async () => {
    const session = services.sessions.get(params.textDocument.uri);
    // The repair of everything needs all findings, the light bulb those of one place.
    const budgetMs = params.context.only?.some((kind) => kind.startsWith('source'))
      ? Number.POSITIVE_INFINITY
      : ANSWER_WITHIN_MS;
    const outcome = await session?.judge(budgetMs, token);
    if (session === undefined || outcome === undefined || typeof outcome === 'string') return [];
    const { snapshot, settings } = outcome;
    if (session.document.version !== snapshot.version) return [];
    const { textDocument, workspace } = services.capabilities;
    const { options } = services;
    const { resolveSupport, dataSupport } = textDocument?.codeAction ?? {};
    const writesConfiguration = options.restricted !== true && services.pathOf(session.uri) !== undefined;
    return codeActions(
      {
        document: session.document,
        findings: shownFindings(services, outcome),
        severities: settings.severities,
        resolves: dataSupport === true && resolveSupport?.properties.includes('edit') === true,
        versioned: workspace?.workspaceEdit?.documentChanges === true,
        writesConfiguration,
        learns: services.feedback !== undefined,
        turnsKindsOff: writesConfiguration || options.clientCommands?.includes(commands.turnKindOff) === true,
      },
      params,
    );
  });

/** Fills in an action's edit from what the action carries; an action of another version is refused. */
export const onCodeActionResolve = (services: Services, action: CodeAction): CodeAction | ResponseError<void> => {
  const data = action.data as Partial<ActionData> | undefined;
  if (data?.uri === undefined || data.version === undefined || data.edits === undefined) return action;
  const version = services.sessions.get(data.uri)?.document.version;
  if (version !== data.version)
    return new ResponseError<void>(
      LSPErrorCodes.ContentModified,
      'The text has changed since this action was offered; ask for the actions again.',
    );
  const versioned = services.capabilities.workspace?.workspaceEdit?.documentChanges === true;
  return { ...action, edit: workspaceEdit(data.uri, data.version, data.edits, versioned) };
};

/** The surprisal of each word in some ranges. */
export const onTokenScores = (
  services: Services,
  { textDocument, ranges }: TokenScoresParams,
  token: CancellationToken,
): Promise<TokenScoresResult | null | ResponseError<void>> =>
  total<TokenScoresResult | null | ResponseError<void>>(services, 'token scores', null, async () => {
    const session = services.sessions.get(textDocument.uri);
    const state = await session?.masked(token);
    if (session === undefined || state?.masked === undefined) return null;
    const { masked, snapshot } = state;
    const { document } = session;
    const spans = ranges?.map((range) => spanOf(document, range)) ?? [{ start: 0, end: masked.text.length }];
    const sentences = [...sentencesIn(masked, spans)];
    const neural = await services.neural.words({
      uri: session.uri,
      purpose: 'heat map',
      sentences: sentences.map(({ start, end }) => masked.text.slice(start, end)),
      withinMs: HEAT_MAP_WITHIN_MS,
    });
    const cancelled = new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');
    const ngram = await services.ports.loadNgram();
    const scores: TokenScoreItem[] = [];
    for (const [index, sentence] of sentences.entries()) {
      // Looked at after every wait, the model's included: the document may be another by now.
      if (token.isCancellationRequested) return cancelled;
      if (session.isClosed || document.version !== snapshot.version) return null;
      const place = neural === undefined ? 0 : sentence.start;
      for (const score of neural?.[index] ?? ngram.scoreSentence(masked.text, sentence).tokens) {
        if (score.start === score.end) continue;
        const range = rangeOf(document, { start: place + score.start, end: place + score.end });
        scores.push({ range, surprisalBits: surprisalBits(score.logProbability) });
      }
      if ((index + 1) % SENTENCES_A_TURN === 0) await turn();
    }
    return { version: snapshot.version, model: neural === undefined ? ngram.id : await services.neural.id(), scores };
  });

/** What a sentence's words look like to the neural model where that is at hand, else to the n-gram model. */
const tell = async (
  { neural, ports }: Services,
  text: string,
  sentence: Span,
  wanted: (token: Span) => boolean,
  asked: WordsAsked,
): Promise<ToldSentence> =>
  (await tellNeuralWords(neural, text, sentence, wanted, asked)) ??
  tellTokens(await ports.loadNgram(), text, sentence, wanted);

/** A sentence, told word by word. */
export const onExplainSentence = (
  services: Services,
  { textDocument, position }: ExplainSentenceParams,
  token: CancellationToken,
): Promise<ExplainSentenceResult | null> =>
  total<ExplainSentenceResult | null>(services, 'explain sentence', null, async () => {
    const session = services.sessions.get(textDocument.uri);
    const state = await session?.masked(token);
    if (session === undefined || state?.masked === undefined) return null;
    const { masked, snapshot } = state;
    const { document } = session;
    const sentence = sentenceAt(masked, document.offsetAt(position));
    if (sentence === undefined) return null;
    const asked = { uri: session.uri, purpose: 'explanation', withinMs: EXPLANATION_WITHIN_MS } as const;
    const { model, score, tokens } = await tell(services, masked.text, sentence, () => true, asked);
    if (score.tokens.length === 0 || document.version !== snapshot.version) return null;
    return {
      range: rangeOf(document, sentence),
      sentence: snapshot.text.slice(sentence.start, sentence.end).trim(),
      model,
      perplexity: Math.exp(-score.logProbability / score.tokens.length),
      tokens: tokens.map(({ start, end, bits, probability, rank, outOfVocabulary, expected }) => ({
        range: rangeOf(document, { start, end }),
        text: snapshot.text.slice(start, end),
        surprisalBits: bits,
        probability,
        ...(outOfVocabulary === true ? { rank: null } : rank !== undefined && { rank }),
        expected,
      })),
    };
  });
