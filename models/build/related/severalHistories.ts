/**
 * What each way to rank related files finds beside counts over the commits of several repositories together, since one history holds few: `npx tsx models/build/related/severalHistories.ts REPOSITORY...`.
 * Each is learnt from by itself (`surprisal eval related`); their held-out commits are drawn together.
 */
import { hitsByCommit, mean, measureRelated } from '../../../server/src/cli/eval/related';
import { formatTable } from '../../../server/src/cli/table';
import { pairedBootstrap } from '../../../server/src/learning/pairedBootstrap';

const main = async (): Promise<void> => {
  const hitsOf = new Map<string, number[]>();
  for (const repository of process.argv.slice(2)) {
    const { held, measured } = await measureRelated(repository);
    for (const { name, scores } of measured) {
      const hits = hitsOf.get(name) ?? [];
      hits.push(...hitsByCommit(held, scores));
      hitsOf.set(name, hits);
    }
  }
  const counts = hitsOf.get('counts')!;
  const rows = [...hitsOf].map(([name, hits]) => {
    const { difference, low, high, p } = pairedBootstrap(counts, hits);
    return [name, mean(hits).toFixed(3), ...[difference, low, high].map((value) => value.toFixed(3)), p.toFixed(4)];
  });
  console.log(`${counts.length} commits`);
  console.log(formatTable([['', 'hit@10 of a commit', 'less that of counts', '95 % from', 'to', 'p'], ...rows]));
};

void main();
