import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { EndpointServer } from '../support/endpointServer';
import { cleanEnvironment, folderWith, messages, programPath, surprisal } from '../support/program';

interface CheckResult {
  readonly model: string;
  readonly path?: string;
  readonly findings: readonly {
    readonly start: number;
    readonly kind: string;
    readonly startLine: number;
    readonly candidates: readonly { readonly replacement: string }[];
  }[];
  readonly notes: readonly string[];
}

interface ScoreResult {
  readonly model: string;
  readonly scores: readonly {
    readonly text: string;
    readonly line?: number;
    readonly logProbability: number;
    readonly tokens: number;
    readonly tokenScores?: readonly { readonly start: number; readonly rank?: number }[];
  }[];
  readonly total: { readonly tokens: number };
}

interface SearchResult {
  readonly hits: readonly {
    readonly directory: string;
    readonly path: string;
    readonly startLine: number;
    readonly snippet: string;
    readonly marked: { readonly start: number; readonly end: number };
  }[];
  readonly notes: readonly string[];
}

interface AskResult {
  readonly answer: string | null;
  readonly extracts: readonly {
    readonly directory: string;
    readonly path: string;
    readonly startLine: number;
    readonly text: string;
  }[];
  readonly generated: { readonly sentences: readonly { readonly text: string; readonly supported: boolean }[] } | null;
  readonly refused: boolean;
}

/** The tools as an assistant has them: a client of the SDK, and the program at the other end of its pipes. */
class Assistant {
  private constructor(
    readonly client: Client,
    readonly processId: number,
  ) {}

  static async start(directories: readonly string[], parameters: readonly string[] = ['--embedding-model', 'none']) {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [programPath, 'mcp', ...parameters, ...directories],
      env: { ...(cleanEnvironment() as Record<string, string>), XDG_CACHE_HOME: cache },
      stderr: 'pipe',
    });
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(transport);
    return new Assistant(client, transport.pid!);
  }

  call(name: string, parameters: Record<string, unknown>, options?: Parameters<Client['callTool']>[1]) {
    return this.client.callTool({ name, arguments: parameters }, options);
  }

  async result<Result>(name: string, parameters: Record<string, unknown>): Promise<Result> {
    const { structuredContent, content, isError } = await this.call(name, parameters);
    assert.notEqual(isError, true, JSON.stringify(content));
    return structuredContent as Result;
  }

  async text(name: string, parameters: Record<string, unknown>): Promise<string> {
    return textOf(await this.call(name, parameters));
  }

  /** What a tool answers in place of a result: one line. */
  async refusal(name: string, parameters: Record<string, unknown>): Promise<string> {
    const answer = await this.call(name, parameters);
    assert.equal(answer.isError, true, JSON.stringify(answer.structuredContent));
    const text = textOf(answer);
    assert.doesNotMatch(text, /\n/);
    return text;
  }
}

const textOf = ({ content }: Awaited<ReturnType<Client['callTool']>>): string =>
  content.map((block) => (block.type === 'text' ? block.text : '')).join('');

const cache = folderWith();

describe('surprisal mcp', function () {
  this.timeout(60_000);

  const outside = folderWith({ 'secret.md': 'It has mistaeks of a stranger.\n', 'notes/deep.md': 'Deep.\n' });
  const root = folderWith({
    'letter.md': '# A letter\n\nIt has no mistaeks. This is the the end.\n',
    'code.py': '# A comment with mistaeks.\nx = 1\n',
    'docs/locks.md': '# Locks\n\nAn index has one writer. A lock that was left is taken over.\n',
    'docs/tea.md': '# Tea\n\nPour hot water on the leaves.\n',
    'project/.surprisal.json': '{ "words": ["mistaeks"] }',
    'project/page.md': 'It has no mistaeks.\n',
    'broken/.surprisal.json': '{ "dialect": "klingon" }',
    'broken/page.md': 'It has no mistaeks.\n',
    'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
  });
  const second = folderWith({ 'kettle.md': '# Kettle\n\nBoil the hot water first.\n' });
  symlinkSync(join(outside, 'secret.md'), join(root, 'link.md'));
  symlinkSync(outside, join(root, 'folderLink'));
  symlinkSync(join(root, 'nowhere'), join(root, 'dangling.md'));
  symlinkSync(join(root, 'letter.md'), join(root, 'alias.md'));

  let assistant: Assistant;

  before(async () => {
    assistant = await Assistant.start([root, second]);
  });

  after(() => assistant.client.close());

  it('says who it is, and which files it reads', () => {
    assert.equal(assistant.client.getServerVersion()?.name, 'surprisal');
    assert.ok(assistant.client.getInstructions()?.includes(root));
  });

  it('offers tools with schemas of what goes in and what comes out, none of which changes anything', async () => {
    const { tools } = await assistant.client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).toSorted(), ['ask', 'check', 'score', 'search']);
    for (const { name, description, annotations, inputSchema, outputSchema } of tools) {
      assert.ok(description && description.length > 40, name);
      assert.deepEqual([annotations?.readOnlyHint, annotations?.openWorldHint], [true, false], name);
      assert.ok(Object.keys(outputSchema?.['properties'] ?? {}).length > 0, name);
      for (const [field, schema] of Object.entries(inputSchema['properties'] ?? {}))
        assert.ok((schema as { description?: string }).description, `${name}.${field}`);
    }
  });

  describe('check', () => {
    it('finds in a text what the command finds, with offsets and candidates', async () => {
      const text = 'It has no mistaeks. This is the the end.';
      const result = await assistant.result<CheckResult>('check', { text, model: 'ngram' });
      const printed = surprisal(['check', '--format', 'json', '-'], { input: text });
      const [{ findings }] = JSON.parse(printed.stdout) as [CheckResult];
      assert.deepEqual(result.findings, findings);
      assert.deepEqual(
        result.findings.map(({ kind }) => kind),
        ['spelling', 'repetition'],
      );
      assert.equal(result.findings[0]?.candidates[0]?.replacement, 'mistakes');
      assert.equal('path' in result, false);
    });

    it('tells it in words to whoever reads no structure', async () => {
      const text = await assistant.text('check', { text: 'It has no mistaeks.', model: 'ngram' });
      assert.match(text, /^1:11 spelling: .*mistaeks.* Better: "mistakes"/);
      assert.equal(await assistant.text('check', { text: 'All is well.', model: 'ngram' }), 'Nothing found.');
    });

    it('reads a file by its absolute path, by one that is relative to a directory, and through a link that stays in it', async () => {
      for (const path of [join(root, 'letter.md'), 'letter.md', './docs/../letter.md', 'alias.md']) {
        const { findings, ...result } = await assistant.result<CheckResult>('check', { path, model: 'ngram' });
        assert.deepEqual([result.path, findings[0]?.startLine, findings.length], [path, 3, 2]);
      }
      const kettle = await assistant.result<CheckResult>('check', { path: 'kettle.md', model: 'ngram' });
      assert.deepEqual(kettle.findings, []);
    });

    it('reads code as its name says, and a text as the language says', async () => {
      const code = await assistant.result<CheckResult>('check', { path: 'code.py', model: 'ngram' });
      assert.deepEqual(
        code.findings.map(({ start }) => start),
        [17],
      );
      const text = 'All is well.\n\n# It has no mistaeks.\n';
      const asMessage = await assistant.result<CheckResult>('check', { text, language: 'git-commit', model: 'ngram' });
      assert.deepEqual(asMessage.findings, []);
      assert.equal((await assistant.result<CheckResult>('check', { text, model: 'ngram' })).findings.length, 1);
    });

    it('keeps to the configuration that holds for a file, as it is now', async () => {
      const asked = { path: 'project/page.md', model: 'ngram' };
      assert.deepEqual((await assistant.result<CheckResult>('check', asked)).findings, []);
      writeFileSync(join(root, 'project/.surprisal.json'), '{}');
      assert.equal((await assistant.result<CheckResult>('check', asked)).findings.length, 1);
      assert.match(await assistant.refusal('check', { path: 'broken/page.md' }), /\.surprisal\.json:1:\d+ /);
    });

    it('takes a dialect and an operating point', async () => {
      const text = 'The colour is right.';
      const american = await assistant.result<CheckResult>('check', { text, dialect: 'en-US', model: 'ngram' });
      assert.equal(american.findings.length, 1);
      assert.deepEqual((await assistant.result<CheckResult>('check', { text, model: 'ngram' })).findings, []);
    });
  });

  describe('score', () => {
    it('tells how likely texts are, as the command does', async () => {
      const texts = ['It has no mistakes.', 'It has no mistaeks.'];
      const { scores, total, model } = await assistant.result<ScoreResult>('score', { texts });
      const printed = surprisal(['score', '--lines', '--format', 'json', '-'], { input: texts.join('\n') });
      assert.deepEqual(scores, JSON.parse(printed.stdout));
      assert.ok(scores[0]!.logProbability > scores[1]!.logProbability);
      assert.equal(total.tokens, scores[0]!.tokens + scores[1]!.tokens);
      assert.match(model, /ngram|gram/);
    });

    it('gives each token its score and rank where that is asked', async () => {
      const { scores } = await assistant.result<ScoreResult>('score', { texts: ['It is so.'], tokens: true });
      assert.deepEqual(
        scores[0]?.tokenScores?.map(({ start }) => start),
        [0, 3, 6, 8, 9],
      );
      assert.ok(scores[0]?.tokenScores?.every(({ rank }) => rank! >= 1));
    });

    it('gives the sentences of a file with their lines', async () => {
      const { scores } = await assistant.result<ScoreResult>('score', { path: 'docs/locks.md' });
      assert.deepEqual(
        scores.map(({ text, line }) => [line, text]),
        [
          [1, 'Locks'],
          [3, 'An index has one writer. '],
          [3, 'A lock that was left is taken over.'],
        ],
      );
      const text = await assistant.text('score', { texts: ['It is so.'] });
      assert.match(text, /^log probability -\d.*perplexity \d.*: It is so\.$/);
    });

    it('asks the neural model where that is wanted', async () => {
      const { model, scores } = await assistant.result<ScoreResult>('score', {
        texts: ['They play rock and roll.', 'They plays rock and roll.'],
        model: 'neural',
      });
      assert.match(model, /smollm2/);
      assert.ok(scores[0]!.logProbability > scores[1]!.logProbability);
    });
  });

  describe('search', () => {
    it('finds passages with file and lines, best first, after indexing the directories', async () => {
      const { hits } = await assistant.result<SearchResult>('search', { query: 'stale lock' });
      const [hit] = hits;
      assert.deepEqual([hit?.directory, hit?.path, hit?.startLine], [root, 'docs/locks.md', 1]);
      assert.equal(hit!.snippet.slice(hit!.marked.start, hit!.marked.end), 'A lock that was left is taken over.');
      const text = await assistant.text('search', { query: 'stale lock', limit: 1 });
      assert.equal(
        text,
        '1. docs/locks.md:1-3 (Locks)\n# Locks\n\nAn index has one writer. A lock that was left is taken over.',
      );
    });

    it('looks into all directories, or the one that is named', async () => {
      const both = await assistant.result<SearchResult>('search', { query: 'hot water' });
      assert.deepEqual(both.hits.map(({ path }) => path).toSorted(), ['docs/tea.md', 'kettle.md']);
      const one = await assistant.result<SearchResult>('search', { query: 'hot water', directory: second });
      assert.deepEqual(
        one.hits.map(({ directory, path }) => [directory, path]),
        [[second, 'kettle.md']],
      );
      assert.match(await assistant.refusal('search', { query: 'water', directory: outside }), /not one of /);
    });

    it('finds a passage once where one directory lies in another, or is named twice', async () => {
      const nested = await Assistant.start([join(root, 'docs'), root, root]);
      try {
        const { hits } = await nested.result<SearchResult>('search', { query: 'stale lock' });
        assert.deepEqual(
          hits.map(({ directory, path }) => [directory, path]),
          [[root, 'docs/locks.md']],
        );
      } finally {
        await nested.client.close();
      }
    });

    it('filters, and is limited', async () => {
      const only = async (filter: object) =>
        (await assistant.result<SearchResult>('search', { query: 'hot water lock', ...filter })).hits.map(
          ({ path }) => path,
        );
      assert.deepEqual(await only({ paths: ['docs/**', '!**/tea.md'] }), ['docs/locks.md']);
      assert.deepEqual(await only({ languages: ['python'] }), []);
      assert.deepEqual(await only({ heading: 'kettle' }), ['kettle.md']);
      assert.equal((await only({ limit: 1 })).length, 1);
    });

    it('sees what has changed since, and what another process does to the index', async () => {
      writeFileSync(join(second, 'new.md'), 'Walruses sleep on ice.\n');
      const { hits } = await assistant.result<SearchResult>('search', { query: 'walrus' });
      assert.deepEqual(
        hits.map(({ path }) => path),
        ['new.md'],
      );
      // Between calls nobody holds the index.
      const run = surprisal(['index', second], { environment: { XDG_CACHE_HOME: cache } });
      assert.equal(run.code, 0, run.stderr);
    });

    it('does not follow links that lead out of its directories', async () => {
      assert.deepEqual((await assistant.result<SearchResult>('search', { query: 'stranger' })).hits, []);
    });

    it('tells in one line what is wrong with a query', async () => {
      assert.match(await assistant.refusal('search', { query: 'modified:>yesterday' }), /modified/);
    });
  });

  describe('ask', () => {
    const question = 'What becomes of a lock that was left?';

    it('answers with the sentences that say it, and where they stand', async () => {
      const { extracts, generated, refused } = await assistant.result<AskResult>('ask', { question, generate: false });
      assert.equal(refused, false);
      assert.equal(generated, null);
      const [{ directory, path, startLine, text }] = extracts as [AskResult['extracts'][number]];
      assert.deepEqual([directory, path, startLine], [root, 'docs/locks.md', 3]);
      assert.match(text, /A lock that was left is taken over\./);
      const told = await assistant.text('ask', { question, generate: false, directory: root });
      assert.match(told, /^\[1\] docs\/locks\.md:3 .*A lock that was left is taken over\./);
    });

    it('says so where nothing answers', async () => {
      const asked = { question: 'Who won the football championship of 1954?', generate: false };
      const { answer, refused } = await assistant.result<AskResult>('ask', asked);
      assert.deepEqual([answer, refused], [null, true]);
      assert.match(await assistant.text('ask', asked), /^Not found in these files\./);
    });

    it('has a larger model write where one is named, and checks what it writes', async () => {
      const server = await EndpointServer.start(['A lock', ' that was left', ' is taken over.']);
      const helped = await Assistant.start([root], ['--embedding-model', 'none', '--endpoint', server.url]);
      try {
        const { generated } = await helped.result<AskResult>('ask', { question });
        assert.deepEqual(
          generated?.sentences.map(({ text, supported }) => [text, supported]),
          [['A lock that was left is taken over.', true]],
        );
        assert.equal(server.questions.length, 1);
      } finally {
        await helped.client.close();
        await server.stop();
      }
    });
  });

  it('reads nothing outside its directories, whatever the path looks like, and does not tell what is there', async () => {
    mkdirSync(`${root}-sibling`, { recursive: true });
    writeFileSync(join(`${root}-sibling`, 'a.md'), 'It has mistaeks.\n');
    const said = new Set<string>();
    for (const path of [
      join(outside, 'secret.md'),
      join(outside, 'not there.md'),
      '/etc/passwd',
      '/etc/not there',
      `../${relative(join(root, '..'), outside)}/secret.md`,
      `docs/../../${relative(join(root, '..'), outside)}/secret.md`,
      join(root, '..', `${relative(join(root, '..'), outside)}`, 'secret.md'),
      join(`${root}-sibling`, 'a.md'),
      'link.md',
      join(root, 'link.md'),
      'folderLink/secret.md',
      'folderLink/notes/deep.md',
      'folderLink/not there.md',
    ])
      for (const tool of ['check', 'score']) said.add((await assistant.refusal(tool, { path })).replace(path, 'PATH'));
    assert.deepEqual([...said], ['PATH: it lies outside the directories that this server may read']);
  });

  it('tells in one line what is wrong with a file or a question, and goes on', async () => {
    for (const [name, parameters, message] of [
      ['check', { path: 'not there.md' }, /^not there\.md: /],
      ['check', { path: join(root, 'not there.md') }, /no such file or directory$/],
      ['check', { path: 'dangling.md' }, /^dangling\.md: /],
      ['check', { path: 'docs' }, /^docs: a directory, not a file$/],
      ['check', { path: 'picture.png' }, /^picture\.png: a binary file/],
      ['check', { path: 'letter.md\0' }, /letter\.md/],
      ['check', {}, /^give one of text and path, and not both$/],
      ['check', { text: 'a', path: 'letter.md' }, /^give one of text and path, and not both$/],
      ['check', { text: 'a', language: 'klingon' }, /no prose is looked for in "klingon"/],
      ['check', { text: 'a', dialect: 'en-ZZ' }, /dialect/],
      ['score', {}, /^give one of texts and path, and not both$/],
      ['score', { texts: [] }, /texts/],
      ['score', { texts: ['a'], model: 'gpt' }, /model/],
      ['search', { query: 'a', limit: 0 }, /limit/],
      ['search', { query: 'a', mode: 'guess' }, /mode/],
    ] as const)
      assert.match(await assistant.refusal(name, parameters), message, JSON.stringify(parameters));
    assert.equal(await assistant.text('check', { text: 'All is well.', model: 'ngram' }), 'Nothing found.');
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const sentences = Array.from({ length: 400 }, (_, index) => `They plays the ${index} game of the year again.`);
    const text = sentences.join(' ');
    const stop = new AbortController();
    const told: number[] = [];
    const call = assistant.call(
      'check',
      { text, model: 'ngram' },
      {
        signal: stop.signal,
        onprogress: ({ progress, message }) => {
          told.push(progress);
          assert.match(message ?? '', /grammar of \d+ of 400 sentences/);
          stop.abort();
        },
      },
    );
    await assert.rejects(call);
    assert.deepEqual(told.slice(0, 1), [1]);
    // The server goes on.
    assert.equal(await assistant.text('check', { text: 'All is well.', model: 'ngram' }), 'Nothing found.');
  });

  it('answers several questions at the same time', async () => {
    const answers = await Promise.all([
      assistant.text('check', { text: 'All is well.', model: 'ngram' }),
      assistant.text('score', { texts: ['It is so.'] }),
      ...Array.from({ length: 3 }, () => assistant.text('search', { query: 'stale lock', limit: 1 })),
    ]);
    assert.equal(answers[0], 'Nothing found.');
    for (const answer of answers.slice(2)) assert.match(answer, /^1\. docs\/locks\.md:1-3/);
  });

  it('reads no file where no directory was named, and searches none', async () => {
    const alone = await Assistant.start([]);
    try {
      const { tools } = await alone.client.listTools();
      assert.deepEqual(tools.map(({ name }) => name).toSorted(), ['check', 'score']);
      assert.match(await alone.refusal('check', { path: join(root, 'letter.md') }), /may read no files/);
      assert.match(await alone.text('check', { text: 'No mistaeks.', model: 'ngram' }), /mistakes/);
    } finally {
      await alone.client.close();
    }
  });

  it('ends when its standard input does, whether or not anybody has spoken', async () => {
    for (const hello of ['', '{"jsonrpc":"2.0","id":1,"method":"ping"}\n']) {
      const child = spawn(process.execPath, [programPath, 'mcp', root], { env: cleanEnvironment() });
      const exit = once(child, 'exit');
      child.stdin.end(hello);
      assert.deepEqual(await exit, [0, null]);
    }
  });

  it('speaks to clients of earlier protocol versions, and writes nothing but messages to standard output', async () => {
    const child = spawn(process.execPath, [programPath, 'mcp', root], { env: cleanEnvironment() });
    const request = (id: number, method: string, params: object) =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    child.stdin.write(
      request(1, 'initialize', {
        protocolVersion: '2024-11-05',
        capabilities: {},
        clientInfo: { name: 'old', version: '1' },
      }),
    );
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    child.stdin.write(
      request(2, 'tools/call', { name: 'check', arguments: { text: 'It has no mistaeks.', model: 'ngram' } }),
    );
    let output = '';
    const answered = new Promise<void>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString();
        if (output.includes('"id":2')) resolve();
      });
    });
    await answered;
    const exit = once(child, 'exit');
    child.stdin.end();
    await exit;
    const [hello, answer] = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { result: object });
    assert.equal((hello!.result as { protocolVersion: string }).protocolVersion, '2024-11-05');
    assert.match(JSON.stringify(answer!.result), /mistakes/);
  });

  it('refuses a directory that is none, in one line, before it serves', () => {
    const missing = surprisal(['mcp', join(root, 'nowhere')]);
    assert.equal(missing.code, 2);
    assert.deepEqual(messages(missing), [`surprisal: ${join(root, 'nowhere')}: no such file or directory`]);
    assert.match(surprisal(['mcp', join(root, 'letter.md')]).stderr, /a file, not a directory/);
  });
});
