import assert from 'node:assert/strict';
import { folderWith, messages, records, surprisal } from '../support/program';

describe('surprisal search --word --sense', () => {
  const root = folderWith({
    'money.md': '# Money\n\nThe bank charges a fee for every transfer abroad.\n',
    'river.md': '# River\n\nIt was hot. Willows grow along the banks where the water is slow.\n',
    'tea.md': '# Tea\n\nPour hot water on the leaves.\n',
  });
  const index = folderWith();
  const run = (...parameters: string[]) =>
    surprisal(['search', '--dir', root, '--index', index, '--embedding-model', 'auto', ...parameters]);

  it('finds a word in any of its forms, first where it means what it does in a text', () => {
    const inOrder = (sense: string) => {
      const answer = run('--word', 'bank', '--sense', sense, '--format', 'jsonl');
      assert.equal(answer.code, 0, answer.stderr);
      return records<{ path: string; snippet: string; marked: { start: number; end: number } }>(answer);
    };
    const [first, ...others] = inOrder('We sat on the grassy bank and watched the boats.');
    assert.deepEqual([first!.path, ...others.map(({ path }) => path)], ['river.md', 'money.md']);
    assert.match(first!.snippet.slice(first!.marked.start, first!.marked.end), /^Willows grow along the banks/);
    assert.equal(inOrder('She opened an account at the bank.')[0]!.path, 'money.md');
    assert.equal(run('--word', 'bank', '--sense', 'a bank', '--path', 'tea.md').code, 1);
  });

  it('says in one line what is wrong', () => {
    for (const [parameters, message] of [
      [['--word', 'bank'], /--word and --sense go together/],
      [['--sense', 'a bank'], /--word and --sense go together/],
      [['--word', 'bank', '--sense', 'a river'], /--sense takes a text that holds the word bank/],
      [['--word', 'bank', '--sense', 'a bank', 'query'], /search takes a query, or in place of one/],
      [['--word', 'bank', '--sense', 'a bank', '--embedding-model', 'none'], /--sense compares by the embedding model/],
    ] as const) {
      const failed = run(...parameters);
      assert.equal(failed.code, 2);
      assert.equal(messages(failed).length, 1, failed.stderr);
      assert.match(failed.stderr, message);
    }
  });
});
