import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  collectionOf,
  type RetrievalCollection,
  type RetrievalDocument,
  readDocuments,
  readJudgements,
  readQueries,
} from '../../evaluation/retrievalCollection';
import { CommandError } from '../commandError';
import { evaluationFiles, parseEvaluationFile } from './evaluationFiles';

export interface NamedCollection extends RetrievalCollection {
  /** Of the folder it lies in. */
  readonly name: string;
}

/** The collections of a folder: its own, or those of the folders below it. @throws CommandError */
export function* retrievalCollections(path: string): Generator<NamedCollection> {
  const corpora = evaluationFiles(path, (name) => name === 'corpus.jsonl');
  if (corpora[0] === path && !statSync(path).isDirectory())
    throw new CommandError(`${path}: a file; name the folder of corpus.jsonl, queries.jsonl and qrels.tsv`);
  for (const corpus of corpora) {
    const folder = dirname(corpus);
    const documents = parseEvaluationFile(corpus, readDocuments, 'JSON lines {_id, title, text}');
    const queries = parseEvaluationFile(join(folder, 'queries.jsonl'), readQueries, 'JSON lines {_id, text}');
    const judged = join(folder, 'qrels.tsv');
    const judgements = parseEvaluationFile(judged, readJudgements, 'lines query<TAB>document<TAB>score after a head');
    let collection: RetrievalCollection;
    try {
      collection = collectionOf(documents, queries, judgements);
    } catch (error) {
      throw new CommandError(`${judged}: ${(error as Error).message}`, { cause: error });
    }
    if (collection.queries.length === 0) throw new CommandError(`${judged}: no query has a relevant document`);
    yield { name: basename(resolve(folder)), ...collection };
  }
}

/** A document as a file of the kind that is searched: its title is a heading, and no other line is. */
const fileText = ({ title, text }: RetrievalDocument): string => {
  if (title.trim() === '') return text;
  const body = text.startsWith(title) ? text.slice(title.length) : text;
  return `# ${title.trim().replaceAll(/\s+/g, ' ')}\n\n${body.trim().replaceAll(/^#/gm, '\\#')}\n`;
};

/** Writes each document to a file of its own. @returns of each file's name, the document's id */
export const writeDocuments = (folder: string, documents: readonly RetrievalDocument[]): Map<string, string> => {
  mkdirSync(folder, { recursive: true });
  return new Map(
    documents.map((document, index) => {
      const name = `${String(index).padStart(7, '0')}.${document.title.trim() === '' ? 'txt' : 'md'}`;
      writeFileSync(join(folder, name), fileText(document));
      return [name, document.id];
    }),
  );
};
