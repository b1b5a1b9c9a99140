import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CancellationTokenSource,
  type Diagnostic,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
} from 'vscode-languageserver-protocol/node';
import { ProtocolClient } from '../support/protocolClient';

const uri = 'untitled:random.md';
const start = '# A letter\n\nIt has no mistaeks. I saw the the letters.\n\nAn good idea, said he.\n';
const pieces = ['teh ', 'a ', '\n\n', '. ', 'The ', '`', '*', '- ', '\u{1F600}', 'mistaek', '\r\n', ''];

/** What the client believes the text to be. */
interface Model {
  text: string | undefined;
  resultId: string | undefined;
  /** What the client shows. */
  items: readonly Diagnostic[];
}

type Command = fc.AsyncCommand<Model, ProtocolClient>;

const position = (text: string, offset: number) => {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
};

/** An offset that splits neither a line break nor a surrogate pair: no editor does. */
const placeIn = (text: string, share: number): number => {
  const offset = Math.floor(share * text.length);
  const splits = /^(?:\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/.test(text.slice(offset - 1, offset + 1));
  return splits ? offset - 1 : offset;
};

class Edit implements Command {
  constructor(
    private readonly share: number,
    private readonly length: number,
    private readonly text: string,
  ) {}

  check = ({ text }: Readonly<Model>) => text !== undefined;

  async run(model: Model, client: ProtocolClient): Promise<void> {
    const before = model.text!;
    const from = placeIn(before, this.share);
    const to = placeIn(before, Math.min(1, (from + this.length) / Math.max(1, before.length)));
    const end = Math.max(from, to);
    await client.change(uri, { start: position(before, from), end: position(before, end) }, this.text);
    model.text = before.slice(0, from) + this.text + before.slice(end);
  }

  toString = () => `edit(${this.share}, ${this.length}, ${JSON.stringify(this.text)})`;
}

class Pull implements Command {
  check = ({ text }: Readonly<Model>) => text !== undefined;

  async run(model: Model, client: ProtocolClient): Promise<void> {
    const report = await client.pull(uri, model.resultId);
    // From scratch: the same text in another document.
    const other = 'untitled:scratch.md';
    await client.open(other, model.text!);
    const expected = await client.diagnostics(other);
    await client.close(other);
    if (report.kind === 'full') {
      model.resultId = report.resultId;
      model.items = report.items;
    } else assert.equal(report.resultId, model.resultId);
    assert.deepEqual(model.items, expected);
  }

  toString = () => 'pull';
}

class CancelledPull implements Command {
  check = ({ text }: Readonly<Model>) => text !== undefined;

  async run(_model: Model, client: ProtocolClient): Promise<void> {
    const source = new CancellationTokenSource();
    const pull = client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }, source.token);
    source.cancel();
    await pull.then(undefined, ({ code }) => assert.equal(code, LSPErrorCodes.RequestCancelled));
  }

  toString = () => 'cancelledPull';
}

class Configure implements Command {
  constructor(private readonly settings: object | null) {}

  check = () => true;

  async run(_model: Model, client: ProtocolClient): Promise<void> {
    client.settings = this.settings;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  toString = () => `configure(${JSON.stringify(this.settings)})`;
}

/** Requests that nobody waits for, so that they are under way while others come. */
class LookAround implements Command {
  check = ({ text }: Readonly<Model>) => text !== undefined;

  async run(_model: Model, { connection }: ProtocolClient): Promise<void> {
    const textDocument = { uri };
    const place = { line: 2, character: 12 };
    const requests = [
      connection.sendRequest('textDocument/hover', { textDocument, position: place }),
      connection.sendRequest('surprisal/tokenScores', { textDocument }),
      connection.sendRequest('surprisal/checkDocument', { textDocument }),
      connection.sendRequest('textDocument/codeAction', {
        textDocument,
        range: { start: place, end: place },
        context: { diagnostics: [] },
      }),
    ];
    for (const request of requests)
      request.then(undefined, ({ code }) => assert.ok([LSPErrorCodes.RequestCancelled].includes(code)));
  }

  toString = () => 'lookAround';
}

class Reopen implements Command {
  check = () => true;

  async run(model: Model, client: ProtocolClient): Promise<void> {
    if (model.text !== undefined) await client.close(uri);
    await client.open(uri, start);
    model.text = start;
    // The result id is kept, as a client may that remembers what it was told of a file.
  }

  toString = () => 'reopen';
}

describe('a session of random edits, pulls, cancels, settings, other requests and closes', function () {
  this.timeout(120_000);

  it('answers each pull with what an analysis from scratch finds, and never wedges', async () => {
    // The clock stands still, so that every report is whole however busy the machine is.
    const client = await ProtocolClient.start({ ports: { now: () => 0 } });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const commands = fc.commands(
      [
        fc.tuple(share, fc.nat(20), fc.constantFrom(...pieces)).map(([at, length, text]) => new Edit(at, length, text)),
        fc.constant(new Pull()),
        fc.constant(new CancelledPull()),
        fc.constant(new LookAround()),
        fc.constantFrom(null, { kinds: { spelling: 'off' } }, { words: ['mistaeks'] }).map((one) => new Configure(one)),
        fc.constant(new Reopen()),
      ],
      // The default size makes ten at most.
      { maxCommands: 40, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (run) => {
        const setup = () => ({ model: { text: undefined, resultId: undefined, items: [] } as Model, real: client });
        await client.close(uri);
        await fc.asyncModelRun(setup, run);
      }),
      { numRuns: 60 },
    );
    await client.stop();
  });
});
