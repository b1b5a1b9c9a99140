// The thread that indexes and searches, so that the language server's own only routes.
import { parentPort } from 'node:worker_threads';
import { SearchThread } from './thread/searchThread';

const port = parentPort!;
const thread = new SearchThread((message) => port.postMessage(message));
port.on('message', (message) => {
  thread.onMessage(message);
});
