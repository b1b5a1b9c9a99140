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
import { sentenceAt, sentencesIn, tellTokens } from './sentenceScores';
import { type Services, total } from './services';
import { turn } from './turn';

/** Sentences that are scored between two looks at the cancellation. */
const SENTENCES_A_TURN = 50;

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
    const findings = state.report.findings.filter(
      (finding) => touches(finding, offset) && !services.ignored.has(snapshot, finding),
    );
    const sentence = sentenceAt(masked, offset);
    const told =
      sentence &&
      (await tellTokens(await services.ports.loadNgram(), masked.text, sentence, (one) => touches(one, offset)));
    // Between two words that touch it is the one that begins there.
    const word = told?.tokens.at(-1);
    const span = findings[0] ?? word;
    if (span === undefined || document.version !== snapshot.version) return null;
    const form = word && snapshot.text.slice(word.start, word.end);
    const value = hoverText(findings, word && { ...word, form: form ?? '' }, services.options.tellsMessages === true);
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
    const { snapshot, report, settings } = outcome;
    if (session.document.version !== snapshot.version) return [];
    const { textDocument, workspace } = services.capabilities;
    const { options } = services;
    const { resolveSupport, dataSupport } = textDocument?.codeAction ?? {};
    const writesConfiguration = options.restricted !== true && services.pathOf(session.uri) !== undefined;
    return codeActions(
      {
        document: session.document,
        findings: report.findings.filter((finding) => !services.ignored.has(snapshot, finding)),
        severities: settings.severities,
        resolves: dataSupport === true && resolveSupport?.properties.includes('edit') === true,
        versioned: workspace?.workspaceEdit?.documentChanges === true,
        writesConfiguration,
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
    const model = await services.ports.loadNgram();
    const scores: TokenScoreItem[] = [];
    let count = 0;
    for (const sentence of sentencesIn(masked, spans)) {
      for (const score of model.scoreSentence(masked.text, sentence).tokens) {
        if (score.start === score.end) continue;
        scores.push({ range: rangeOf(document, score), surprisalBits: surprisalBits(score.logProbability) });
      }
      if (++count % SENTENCES_A_TURN !== 0) continue;
      await turn();
      if (token.isCancellationRequested) return new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (session.isClosed || document.version !== snapshot.version) return null;
    }
    return { version: snapshot.version, model: model.id, scores };
  });

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
    const model = await services.ports.loadNgram();
    const { score, tokens } = await tellTokens(model, masked.text, sentence, () => true);
    if (score.tokens.length === 0 || document.version !== snapshot.version) return null;
    return {
      range: rangeOf(document, sentence),
      sentence: snapshot.text.slice(sentence.start, sentence.end).trim(),
      model: model.id,
      perplexity: Math.exp(-score.logProbability / score.tokens.length),
      tokens: tokens.map(({ start, end, bits, probability, rank, outOfVocabulary, expected }) => ({
        range: rangeOf(document, { start, end }),
        text: snapshot.text.slice(start, end),
        surprisalBits: bits,
        probability,
        rank: outOfVocabulary === true ? null : (rank ?? null),
        expected,
      })),
    };
  });
