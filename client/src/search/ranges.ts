import { Range } from 'vscode';
import type { WireRange } from '../../../server/src/shared/protocol';

/** A range of the wire contract as VS Code has it. */
export const rangeOf = ({ start, end }: WireRange): Range =>
  new Range(start.line, start.character, end.line, end.character);
