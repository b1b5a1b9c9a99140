import * as z from 'zod/mini';

export interface RetrievalDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface RetrievalQuery {
  readonly id: string;
  readonly text: string;
  /** Of each document that was judged relevant, how much, above 0. */
  readonly relevance: ReadonlyMap<string, number>;
}

/** Documents, and questions with the documents that answer them. */
export interface RetrievalCollection {
  readonly documents: readonly RetrievalDocument[];
  /** Those for which at least one relevant document is known; of others nothing can be told. */
  readonly queries: readonly RetrievalQuery[];
}

const documentLine = z.object({ _id: z.string(), title: z.optional(z.string()), text: z.string() });
const queryLine = z.object({ _id: z.string(), text: z.string() });

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

function* linesOf(source: string): Generator<readonly [number: number, line: string]> {
  for (const [index, line] of source.split(/\r?\n/).entries()) if (line.trim() !== '') yield [index + 1, line];
}

/** JSON lines `{_id, title, text}`; a title may be absent. @throws Error naming the line that is none */
export const readDocuments = (source: string): RetrievalDocument[] =>
  [...linesOf(source)].map(([number, line]) => {
    const { success, data } = documentLine.safeParse(parseJson(line));
    if (!success) throw new Error(`line ${number} is no document: {"_id", "title", "text"} is wanted`);
    return { id: data._id, title: data.title ?? '', text: data.text };
  });

/** JSON lines `{_id, text}`. @throws Error naming the line that is none */
export const readQueries = (source: string): { readonly id: string; readonly text: string }[] =>
  [...linesOf(source)].map(([number, line]) => {
    const { success, data } = queryLine.safeParse(parseJson(line));
    if (!success) throw new Error(`line ${number} is no query: {"_id", "text"} is wanted`);
    return { id: data._id, text: data.text };
  });

export interface Judgement {
  readonly query: string;
  readonly document: string;
  /** 0 for a document that was looked at and is not relevant. */
  readonly score: number;
}

/** Lines `query<TAB>document<TAB>score`, after a head. @throws Error naming the line that is none */
export const readJudgements = (source: string): Judgement[] =>
  [...linesOf(source)].slice(1).map(([number, line]) => {
    const [query, document, score, ...rest] = line.split('\t');
    if (query === undefined || document === undefined || !/^-?\d+$/.test(score ?? '') || rest.length > 0)
      throw new Error(`line ${number} is no judgement: query, document and a whole number, parted by tabs, are wanted`);
    return { query, document, score: Number(score) };
  });

/** @throws Error where a judgement names a query or document that is not there, or two documents have one id */
export const collectionOf = (
  documents: readonly RetrievalDocument[],
  queries: readonly { readonly id: string; readonly text: string }[],
  judgements: readonly Judgement[],
): RetrievalCollection => {
  const known = new Set(documents.map(({ id }) => id));
  if (known.size < documents.length) throw new Error('two documents have the same _id');
  const relevance = new Map(queries.map(({ id }) => [id, new Map<string, number>()]));
  for (const { query, document, score } of judgements) {
    const ofQuery = relevance.get(query);
    if (ofQuery === undefined) throw new Error(`a judgement names the query ${query}, which is not there`);
    if (!known.has(document)) throw new Error(`a judgement names the document ${document}, which is not there`);
    if (score > 0) ofQuery.set(document, score);
  }
  const judged = queries.map((query) => ({ ...query, relevance: relevance.get(query.id)! }));
  return { documents, queries: judged.filter((query) => query.relevance.size > 0) };
};
