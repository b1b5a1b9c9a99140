import assert from 'node:assert/strict';
import { folderWith, messages, records, surprisal } from '../support/program';

interface List {
  readonly id: string;
  readonly hypotheses: readonly {
    readonly text: string;
    readonly score?: number;
    readonly logProbability: number;
    readonly total?: number;
  }[];
}

const lists = [
  {
    id: '1',
    source: 'asr',
    hypotheses: [
      { text: 'We sea the ship on the see.', score: -1 },
      { text: 'We see the ship on the sea.', score: -9 },
    ],
  },
  { id: '2', hypotheses: [{ text: 'One only.' }] },
];
const input = lists.map((list) => JSON.stringify(list)).join('\n');

describe('surprisal rank', () => {
  const rank = (parameters: readonly string[], lines = input) => surprisal(['rank', ...parameters], { input: lines });

  it('puts the likeliest hypothesis first and keeps what else a list holds', () => {
    const run = rank(['-']);
    assert.equal(run.code, 0);
    const [first, second] = records<List & { source?: string }>(run);
    assert.equal(first?.source, 'asr');
    assert.deepEqual(
      first?.hypotheses.map(({ text, score }) => [text, score]),
      [
        ['We see the ship on the sea.', -9],
        ['We sea the ship on the see.', -1],
      ],
    );
    assert.ok(first!.hypotheses[0]!.logProbability > first!.hypotheses[1]!.logProbability);
    assert.equal(second?.hypotheses.length, 1);
  });

  it("adds the list's own score with a weight", () => {
    const [first] = records<List>(rank(['--weight', '100'], JSON.stringify(lists[0])));
    assert.equal(first?.hypotheses[0]?.text, 'We sea the ship on the see.');
    for (const { logProbability, score = 0, total = 0 } of first?.hypotheses ?? [])
      assert.ok(Math.abs(total - (logProbability + 100 * score)) < 1e-3);
  });

  it('reads a file, and prints JSON or the best texts', () => {
    const folder = folderWith({ 'lists.jsonl': `${input}\r\n\n` });
    const json = surprisal(['rank', '--format', 'json', 'lists.jsonl'], { cwd: folder });
    assert.deepEqual(JSON.parse(json.stdout), records(rank([])));
    const text = surprisal(['rank', '--format', 'text', 'lists.jsonl'], { cwd: folder });
    assert.equal(text.stdout, 'We see the ship on the sea.\nOne only.\n');
  });

  it('names the lines that hold no list, ranks the rest and exits 2', () => {
    const run = rank([], `{"hypotheses": 3}\nnonsense\n${input}`);
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), [
      'surprisal: standard input:1: not an n-best list ("hypotheses" is missing or wrong); write {"hypotheses":[{"text":"..."}]}',
      'surprisal: standard input:2: not valid JSON',
    ]);
    assert.equal(records(run).length, 2);
    const weighted = rank(['--weight', '1']);
    assert.deepEqual(messages(weighted), [
      'surprisal: standard input:2: a hypothesis has no "score", which --weight needs',
    ]);
  });
});
