import {
  type Connection,
  createConnection,
  type InitializeResult,
  NotebookDocuments,
  ProposedFeatures,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { commands, type InitializationOptions } from '../shared/protocol';
import { pulls, serverCapabilities } from './capabilities';
import { Server } from './server';
import { logError, type ServerPorts } from './services';
import { shippedPorts } from './shippedPorts';
import { loadTexts } from './texts';

/** Serves the Language Server Protocol 3.18 over a connection until it ends. */
const startServer = (connection: Connection, ports: ServerPorts): void => {
  const documents = new TextDocuments(TextDocument);
  const notebooks = new NotebookDocuments(documents);
  connection.onInitialize((params): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    loadTexts(options.l10nFolder, params.locale);
    const own = Object.values(commands).filter((command) => options.clientCommands?.includes(command) !== true);
    new Server(connection, documents, notebooks, ports, params, options).start();
    return {
      capabilities: serverCapabilities(own, pulls(params.capabilities)),
      serverInfo: { name: 'surprisal', version: ports.version },
    };
  });
  documents.listen(connection);
  notebooks.listen(connection);
  connection.listen();
};

/** Serves whoever started this process, in the way that its arguments tell: `--stdio`, `--node-ipc`, `--socket`, `--pipe`. */
export const serveProcess = (): void => {
  const connection = createConnection(ProposedFeatures.all);
  // Node would end the process, and with it what it knows of every document.
  process.on('unhandledRejection', (error) => logError(connection, 'unhandled', error));
  startServer(connection, shippedPorts());
};

/** Serves a client over two streams, as tests do. */
export const serveStreams = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream, ports: ServerPorts): void =>
  startServer(createConnection(ProposedFeatures.all, input, output), ports);
