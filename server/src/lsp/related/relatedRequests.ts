import { cancellable } from '../cancellable';
import { editorStorage } from '../search/indexPlace';
import { documentOf, similarPassages } from '../search/searchRequests';
import type { Services } from '../services';
import { RelatedFiles } from './relatedFiles';
import { relatedFilesRequest } from './requests';

/** Answers what the client asks about related files. */
export const answerRelatedRequests = (services: Services): void => {
  const { connection, ports, options, search, sessions } = services;
  const related = new RelatedFiles({
    storage: editorStorage(options),
    restricted: options.restricted === true,
    learn: (question, signal) => ports.learnHistory(question, signal),
    alike: async (uri, limit, signal) => {
      // Nobody who asks about the history has asked for an index to be made.
      const document = search.opened().length === 0 ? undefined : documentOf(sessions, uri);
      if (document === undefined) return undefined;
      const text = document.getText();
      const range = { start: { line: 0, character: 0 }, end: document.positionAt(text.length) };
      const { hits } = await similarPassages(services, { text, location: { uri, range }, limit }, signal);
      return hits.filter((hit) => hit.uri !== uri);
    },
  });
  connection.onRequest(relatedFilesRequest, (params, token) =>
    cancellable(token, (signal) => related.ask(params, signal)),
  );
};
