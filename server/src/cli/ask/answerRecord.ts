import type { Answer } from '../../answering/answered';

const round = (value: number): number => Number(value.toFixed(4));

/** An answer for programs (`ask.schema.json`). */
export const answerRecord = (
  { answer, extracts, generated, refused, confidence, notes }: Answer,
  showPrompt: boolean,
) => ({
  answer,
  extracts: extracts.map(({ path, start, end, startLine, endLine, text, score, passage: { source, headings } }) => ({
    ...(source !== undefined && { source }),
    path,
    start,
    end,
    startLine,
    endLine,
    text,
    score: round(score),
    headings,
  })),
  generated: generated && {
    sentences: generated.sentences,
    dropped: generated.dropped,
    model: generated.model,
    promptTokens: generated.promptTokens,
    ...(showPrompt && { prompt: generated.prompt }),
  },
  refused,
  confidence: round(confidence),
  notes,
});
