#!/usr/bin/env node
import { join } from 'node:path';
import type * as program from './program';
import { loadBundle } from './programBundle';

const { runProgram } = loadBundle(join(__dirname, 'program.js')).exports as typeof program;
// The server is a bundle of its own.
void runProgram(process.argv.slice(2), { startLanguageServer: () => import('../main') });
