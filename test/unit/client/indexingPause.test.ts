import assert from 'node:assert/strict';
import { IndexingPause } from '../../../client/src/search/indexingPause';

/** What an extension's host calls an event. */
const event = <Value>() => {
  const listeners = new Set<(value: Value) => void>();
  const listen = (listener: (value: Value) => void) => {
    listeners.add(listener);
    return { dispose: () => void listeners.delete(listener) };
  };
  const fire = (value: Value) => {
    for (const listener of listeners) listener(value);
  };
  return { listen, fire };
};

const opened = () => {
  const changes = event<boolean>();
  const starts = event<void>();
  const told: string[] = [];
  const surprisal = { isPaused: false, onDidChange: changes.listen };
  const indexing = new IndexingPause(surprisal, { onDidStart: starts.listen }, (action) => told.push(action));
  return {
    indexing,
    pause: (isPaused: boolean) => {
      surprisal.isPaused = isPaused;
      changes.fire(isPaused);
    },
    startServer: () => starts.fire(),
    told: () => told.splice(0),
  };
};

describe('the pause of the search index', () => {
  it('comes and goes with that of Surprisal', () => {
    const { pause, told } = opened();
    pause(true);
    assert.deepEqual(told(), ['pause']);
    pause(false);
    assert.deepEqual(told(), ['resume']);
  });

  it('lasts where the index itself was paused, until that is resumed or made anew', () => {
    for (const end of ['resume', 'rebuild'] as const) {
      const { indexing, pause, told } = opened();
      indexing.onAsked('pause');
      pause(true);
      pause(false);
      assert.deepEqual(told(), ['pause', 'pause']);
      indexing.onAsked(end);
      pause(true);
      pause(false);
      assert.deepEqual(told(), ['pause', 'resume']);
    }
  });

  it('is told to a server that starts while it lasts, and to no other', () => {
    const { indexing, pause, startServer, told } = opened();
    startServer();
    assert.deepEqual(told(), []);
    pause(true);
    startServer();
    assert.deepEqual(told(), ['pause', 'pause']);
    pause(false);
    indexing.onAsked('pause');
    told();
    startServer();
    assert.deepEqual(told(), ['pause']);
  });

  it('is told to nobody once the window is left', () => {
    const { indexing, pause, startServer, told } = opened();
    indexing.dispose();
    pause(true);
    startServer();
    assert.deepEqual(told(), []);
  });
});
