#!/usr/bin/env node
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

// A sixth less memory in the same time: some 125 MB instead of 150 MB for a megabyte of Markdown.
setFlagsFromString('--optimize-for-size');
// Later Nodes keep what they compiled: the second start is quicker. Hence the dynamic import.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const [{ endQuietlyOnClosedPipe }, { runProgram }] = await Promise.all([import('./console'), import('./program')]);
endQuietlyOnClosedPipe();
await runProgram(process.argv.slice(2));
