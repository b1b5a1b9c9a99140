// The language server as the VS Code extension starts it.
import { serveProcess } from './lsp/serve';

serveProcess();
