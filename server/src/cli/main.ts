#!/usr/bin/env node
import module from 'node:module';

// Later Nodes keep what they compiled: the second start is quicker. Hence the dynamic import.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const [{ endQuietlyOnClosedPipe }, { runProgram }] = await Promise.all([import('./console'), import('./program')]);
endQuietlyOnClosedPipe();
await runProgram(process.argv.slice(2));
