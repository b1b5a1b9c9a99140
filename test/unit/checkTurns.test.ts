import assert from 'node:assert/strict';
import { CheckModels } from '../../server/src/cli/check/checkModels';
import { Judges } from '../../server/src/cli/check/judges';
import { resolveSettings } from '../../server/src/configuration/settings';

const noWords = { has: () => false, forbids: () => false };
const { proofreading: settings } = resolveSettings([]);
const everywhere = [{ start: 0, end: Number.POSITIVE_INFINITY }];

describe('a check that may be given up', () => {
  const models = new CheckModels();
  const text = Array.from({ length: 400 }, (_, index) => `They has ${index} mistaeks again.`).join(' ');
  const request = {
    snapshot: { uri: 'untitled:text', version: 0, languageId: 'plaintext', text },
    settings,
    dictionary: noWords,
  };
  const analysis = async (signal?: AbortSignal, onJudged: (progress: string) => void = () => {}) => {
    const judges = await Judges.named('ngram', { tell: () => {} }, models);
    return judges.analysis(request.snapshot, onJudged, signal);
  };

  it('finds what one finds that may not', async () => {
    const short = { ...request, snapshot: { ...request.snapshot, text: text.slice(0, 2000) } };
    const plain = await (await analysis())(short, everywhere);
    const inTurns = await (await analysis(new AbortController().signal))(short, everywhere);
    assert.deepEqual(inTurns, plain);
    assert.ok(plain.findings.length > 0);
  }).timeout(60_000);

  it('lets others have a turn, and stops where it is when one of them gives the signal', async () => {
    const stop = new AbortController();
    const why = new Error('enough');
    let told = '';
    let turns = 0;
    const other = setInterval(() => {
      if (++turns === 2) stop.abort(why);
    }, 0);
    const analyze = await analysis(stop.signal, (progress) => {
      told = progress;
    });
    try {
      await assert.rejects(
        async () => analyze(request, everywhere),
        (error) => error === why,
      );
    } finally {
      clearInterval(other);
    }
    assert.doesNotMatch(told, /400 of 400/);
  }).timeout(60_000);
});
