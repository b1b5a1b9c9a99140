import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import type { Embedder } from '../../../server/src/lm/embedder';
import { SearchService } from '../../../server/src/search/searchService';
import type { TuningProgress } from '../../../server/src/search/tuning/tuneSearch';
import { inEnglish, tuningText } from '../../../server/src/search/tuning/tuningText';
import { folderWith } from '../../support/program';
import { wordEmbedder } from '../../support/wordEmbedder';

const things = [
  'lock',
  'door',
  'river',
  'stone',
  'cloud',
  'paper',
  'glass',
  'bread',
  'horse',
  'tower',
  'candle',
  'garden',
];
const doings = ['opens', 'falls', 'turns', 'burns', 'waits', 'grows', 'breaks', 'sings', 'hides', 'shines'];

/** Headings ask in other words than paragraphs answer in, always the same for one thing: a workspace's own jargon. */
const files = Object.fromEntries(
  things.flatMap((thing, one) =>
    doings.map((doing, other) => [
      `notes/${thing}-${doing}.md`,
      `# asked${one} wonder${other} question\n\nThe ${thing} ${doing} here, and that is all there is to tell about it in this place, however long one looks.\n`,
    ]),
  ),
);

const embedder = wordEmbedder({ dimensions: 128 });

/** Few pairs make few steps, which have to be long. */
const quick = { learningRate: { peak: 0.01, warmUp: 0.1 } };

const indexed = async (made: Embedder = embedder, texts: Readonly<Record<string, string>> = files) => {
  const root = folderWith(texts);
  const folder = join(folderWith(), 'index');
  const open = (parts: { adapted?: boolean } = {}) =>
    SearchService.open(root, folder, defaultSearchSettings, { embedder: made, ...parts });
  const service = open();
  await service.index();
  await service.embed();
  return { root, folder, open, service };
};

/** Paths of a question in the words of headings about a file, whose own heading it does not repeat. */
const foundFor = async (service: SearchService, query: string) =>
  (await service.search(query, { mode: 'vector', limit: 10 })).hits.map(({ path }) => path);

describe('the tuning of an index', function () {
  this.timeout(60_000);

  it('has searches find what they did not, without changing the index, and is undone', async () => {
    const { service, open, folder } = await indexed();
    const stages: TuningProgress[] = [];
    const before = readdirSync(folder, { recursive: true }).sort();
    const report = await service.tune({ adapter: quick, onProgress: (stage) => stages.push(stage) });
    assert.equal(report.reason, 'better', JSON.stringify(report));
    assert.ok(report.written);
    assert.ok(report.test.after > report.test.before);
    assert.match(
      tuningText(report, inEnglish),
      /^Searches are tuned: recall@10 .* is [01]\.\d{3} instead of 0\.\d{3}\.$/,
    );
    assert.deepEqual([...new Set(stages.map(({ stage }) => stage))], ['reading', 'embedding', 'training']);
    assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), ['adapter', ...before].sort());
    const untuned = open({ adapted: false });
    assert.deepEqual(service.tuning()?.test.after, report.test.after);
    // Another process that had the index open before sees the file as soon as it is there.
    const [tuned, plain] = [await foundFor(service, 'asked3 question'), await foundFor(untuned, 'asked3 question')];
    const right = (paths: readonly string[]) => paths.filter((path) => path.startsWith('notes/stone-')).length;
    assert.ok(right(tuned) >= right(plain), `${tuned} ${plain}`);
    assert.notDeepEqual(tuned, plain);
    assert.equal(service.removeTuning(), true);
    assert.equal(service.removeTuning(), false);
    assert.equal(service.tuning(), undefined);
    assert.deepEqual(await foundFor(service, 'asked3 question'), plain);
    await service.close();
    await untuned.close();
  });

  it('only says what it would gain in a dry run', async () => {
    const { service, folder } = await indexed();
    const report = await service.tune({ adapter: quick, dryRun: true });
    assert.deepEqual([report.accepted, report.written], [true, false]);
    assert.match(tuningText(report, inEnglish), /^Tuning would help: /);
    assert.ok(!existsSync(join(folder, 'adapter')));
    await service.close();
  });

  it('is refused where it does not help, and what was there stays', async () => {
    const same = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path,
        text.replace(/#.*/, `# ${/The (\w+ \w+)/.exec(text)![1]!} here`),
      ]),
    );
    const { service, folder } = await indexed(embedder, same);
    writeFileSync(join(folder, 'adapter'), 'of before');
    const report = await service.tune();
    assert.equal(report.written, false);
    assert.match(tuningText(report, inEnglish), /^Nothing was changed: /);
    assert.ok(existsSync(join(folder, 'adapter')));
    assert.equal(service.tuning(), undefined);
    await service.close();
  });

  it('is refused in one line where there are few pairs', async () => {
    const { service } = await indexed(embedder, { 'a.md': files['notes/lock-opens.md']! });
    await assert.rejects(service.tune(), {
      name: 'TooFewPairsError',
      message: /^there is too little to learn from: .* found: 1, needed: 100$/,
    });
    await service.close();
  });

  it('ends when it is cancelled, in the middle of its training too, and writes nothing', async () => {
    const { service, folder } = await indexed();
    for (const stage of ['embedding', 'training']) {
      const controller = new AbortController();
      const tuned = service.tune({
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.stage === stage) controller.abort();
        },
      });
      await assert.rejects(tuned, { name: 'AbortError' });
    }
    assert.ok(!existsSync(join(folder, 'adapter')));
    await service.close();
  });

  it('is not applied to vectors of another model, nor where its file is damaged', async () => {
    const { root, folder, service } = await indexed();
    assert.ok((await service.tune({ adapter: quick })).written);
    const other = SearchService.open(root, folder, defaultSearchSettings, { embedder: { ...embedder, id: 'other' } });
    assert.equal(other.tuning(), undefined);
    await other.close();
    assert.notEqual(service.tuning(), undefined);
    writeFileSync(join(folder, 'adapter'), 'damaged');
    assert.equal(service.tuning(), undefined);
    assert.equal((await foundFor(service, 'asked3 question')).length, 10);
    await service.close();
  });
});
