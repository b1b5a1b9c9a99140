#!/usr/bin/env node
import { endQuietlyOnClosedPipe } from './console';
import { runProgram } from './program';

endQuietlyOnClosedPipe();
await runProgram(process.argv.slice(2));
