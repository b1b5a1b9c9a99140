import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, messages, surprisal } from '../support/program';

const lines = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

const collection = (folder: string) => ({
  [`${folder}/corpus.jsonl`]: lines(
    {
      _id: 'locks',
      title: 'Locks',
      text: 'Locks\n\nA stale lock is taken over. "Stale" means that its process is gone.',
    },
    { _id: 'keys', title: 'Keys', text: 'A key opens a door.\n# not a heading' },
    { _id: 'code', title: '', text: 'def open_door(key):\n    return key' },
  ),
  [`${folder}/queries.jsonl`]: lines(
    { _id: '1', text: 'what is a "stale lock?' },
    { _id: '2', text: 'opening doors -quickly' },
    { _id: '3', text: 'nobody judged this' },
  ),
  [`${folder}/qrels.tsv`]: 'query-id\tcorpus-id\tscore\n1\tlocks\t1\n2\tcode\t2\n2\tkeys\t1\n',
});

interface Figures {
  readonly queries: number;
  readonly modes: Record<string, { ndcg10: number; recall10: number; mrr10: number }>;
  readonly collections: Record<string, Figures & { wholeDocuments: Figures['modes']; comparisons: readonly object[] }>;
}

describe('surprisal eval retrieval', () => {
  const folder = folderWith({ ...collection('first'), ...collection('second') });

  it('ranks documents by their passages, in each mode of each collection', () => {
    const run = surprisal(['eval', 'retrieval', folder, '--format', 'json', '--mode', 'exact', '--mode', 'bm25']);
    assert.equal(run.code, 0, run.stderr);
    const figures = JSON.parse(run.stdout) as Figures;
    assert.equal(figures.queries, 4);
    assert.deepEqual(Object.keys(figures.collections), ['first', 'second']);
    assert.deepEqual(Object.keys(figures.modes), ['exact', 'bm25']);
    const { first } = figures.collections;
    assert.equal(first!.queries, 2);
    assert.equal(first!.comparisons.length, 1);
    // All three relevant documents hold a term of their query, and no other document does.
    for (const scores of [first!.modes, first!.wholeDocuments])
      assert.ok(scores['bm25']!.recall10 === 1 && scores['bm25']!.mrr10 === 1 && scores['bm25']!.ndcg10 > 0.9);
  });

  it('prints a table for people, and keeps the indexes where it is told', () => {
    const keep = folderWith();
    const run = surprisal(['eval', 'retrieval', join(folder, 'first'), '--keep', keep]);
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, /^first +nDCG@10 +recall@10 +MRR@10/);
    assert.match(run.stdout, /\n2 queries, 3 documents, 3 passages\n/);
    assert.ok(existsSync(join(keep, 'first', 'passages')));
    assert.equal(surprisal(['eval', 'retrieval', join(folder, 'first'), '--keep', keep]).stdout, run.stdout);
  });

  it('says in one line what is wrong with a collection', () => {
    const wrong = (name: string, content: string) => {
      const files = { ...collection('c'), [`c/${name}`]: content };
      const run = surprisal(['eval', 'retrieval', folderWith(files)]);
      assert.equal(run.code, 2);
      assert.equal(run.stdout, '');
      assert.equal(messages(run).length, 1, run.stderr);
      return messages(run)[0];
    };
    assert.match(wrong('corpus.jsonl', '{}')!, /corpus\.jsonl: line 1 is no document/);
    assert.match(wrong('corpus.jsonl', '')!, /corpus\.jsonl: nothing to evaluate/);
    assert.match(wrong('qrels.tsv', 'head\n1\tgone\t1\n')!, /qrels\.tsv: a judgement names the document gone/);
    assert.match(wrong('qrels.tsv', 'head\n1\tlocks\t0\n')!, /qrels\.tsv: no query has a relevant document/);
    const empty = surprisal(['eval', 'retrieval', folderWith({ 'a.txt': '' })]);
    assert.match(messages(empty)[0]!, /no file of the wanted kind lies there/);
    const file = surprisal(['eval', 'retrieval', join(folder, 'first', 'corpus.jsonl')]);
    assert.match(messages(file)[0]!, /a file; name the folder/);
  });
});
