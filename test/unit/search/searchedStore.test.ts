import assert from 'node:assert/strict';
import { defaultEditorSearchSettings } from '../../../server/src/configuration/searchSettings';
import { defaultStoreSettings } from '../../../server/src/configuration/storeSettings';
import {
  SearchedStore,
  type SearchedStoreSettings,
  type StorePort,
} from '../../../server/src/lsp/search/searchedStore';
import type { PassageSearch, SearchAnswer } from '../../../server/src/search/folderSearch';
import { StoreError, StorePasswordError } from '../../../server/src/search/postgres/storeError';
import type { StorePlace } from '../../../server/src/search/postgres/storeSearch';

const answer: SearchAnswer = { hits: [], ready: { terms: 'complete', chunks: 7, embedded: 0 } };
const name = 'postgres://me@db.example.com:5432/search';

/** A store that answers as it is told, at a time that the test says. */
class Scene {
  settings: SearchedStoreSettings = {
    ...defaultStoreSettings,
    store: 'postgres://me@db.example.com/search',
    search: defaultEditorSearchSettings,
  };
  nowMs = 0;
  readonly opened: StorePlace[] = [];
  closed = 0;
  readonly passwords = new Map<string, string>();
  asked = 0;
  behaviour: () => Promise<SearchAnswer> = async () => answer;
  readonly port: StorePort = {
    settings: async () => this.settings,
    open: (place) => {
      this.opened.push(place);
      return this.index;
    },
    keepsPasswords: true,
    password: async (store) => this.passwords.get(store),
    now: () => this.nowMs,
  };
  private readonly index: PassageSearch = {
    search: () => {
      this.asked++;
      return this.behaviour();
    },
    similar: () => this.behaviour(),
    close: async () => {
      this.closed++;
    },
  };
  readonly store = new SearchedStore(this.port, 10);

  ask(signal = new AbortController().signal, others: Promise<unknown> = Promise.resolve()) {
    return this.store.ask((index) => index.search('tea', { mode: 'bm25', limit: 5 }), signal, others);
  }

  async share() {
    const { share } = (await this.ask())!;
    return share;
  }
}

describe('the store that searches ask too', () => {
  it('is none where none is set, and is opened once, at the first search, with the password that is kept for it', async () => {
    const scene = new Scene();
    const { settings } = scene;
    scene.settings = { ...settings, store: '' };
    assert.equal(await scene.ask(), undefined);
    assert.deepEqual(await scene.store.describe(), {});
    scene.settings = { ...settings, storeSources: ['handbook'] };
    scene.passwords.set(name, 'right');
    scene.store.forget();
    assert.deepEqual(await scene.store.describe(), { name });
    assert.deepEqual(scene.opened, []);
    assert.deepEqual(await scene.share(), { name, passages: 7 });
    await scene.share();
    assert.deepEqual(scene.opened, [{ address: settings.store, sources: ['handbook'], password: 'right' }]);
  });

  it('is opened anew where its settings or its password have changed, and only then', async () => {
    const scene = new Scene();
    await scene.share();
    scene.store.forget();
    await scene.share();
    assert.deepEqual([scene.opened.length, scene.closed], [1, 0]);
    scene.settings = { ...scene.settings, storeSources: ['x'] };
    scene.store.forget();
    await scene.share();
    scene.store.passwordChanged();
    await scene.share();
    assert.deepEqual([scene.opened.length, scene.closed], [3, 2]);
  });

  it('is refused by name where the setting holds a password, which nobody is told', async () => {
    const scene = new Scene();
    for (const store of [
      'postgres://me:hidden@db/x',
      'postgres://me@db/x?password=hidden',
      'postgres://me:hid/d@en@db/x',
    ]) {
      scene.settings = { ...scene.settings, store };
      scene.store.forget();
      const share = await scene.share();
      assert.ok(share.problem !== undefined);
      assert.ok(!/hid/.test(JSON.stringify([share, await scene.store.describe()])), JSON.stringify(share));
    }
    assert.match((await scene.share()).problem!, /names no store/);
    assert.deepEqual(scene.opened, []);
  });

  it('that fails at once is part of the answer, and asked again by the next search', async () => {
    const scene = new Scene();
    scene.behaviour = async () => {
      throw new StoreError('no PostgreSQL answers');
    };
    assert.match((await scene.share()).problem!, /no PostgreSQL answers/);
    scene.behaviour = async () => answer;
    assert.equal((await scene.share()).problem, undefined);
  });

  it('that failed slowly is left alone for a while', async () => {
    const scene = new Scene();
    scene.behaviour = async () => {
      scene.nowMs += 3000;
      throw new StoreError('it does not answer');
    };
    const { problem } = await scene.share();
    scene.behaviour = async () => answer;
    assert.equal((await scene.share()).problem, problem);
    assert.equal(scene.asked, 1);
    scene.nowMs += 10_000;
    assert.equal((await scene.share()).problem, undefined);
  });

  it('that refuses a password is not tried again with it, but with another one at once', async () => {
    const scene = new Scene();
    scene.behaviour = async () => {
      throw new StorePasswordError('wrong');
    };
    assert.equal((await scene.share()).wantsPassword, true);
    assert.equal((await scene.share()).wantsPassword, true);
    assert.equal(scene.asked, 1);
    scene.behaviour = async () => answer;
    scene.store.passwordChanged();
    assert.deepEqual(await scene.share(), { name, passages: 7 });
  });

  it('is not waited for much longer than for the others', async () => {
    const scene = new Scene();
    let finishOthers = () => {};
    const others = new Promise<void>((resolve) => {
      finishOthers = resolve;
    });
    const asked = scene.store.ask(
      (_, signal) =>
        new Promise<SearchAnswer>((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
      new AbortController().signal,
      others,
    );
    assert.equal(await Promise.race([asked, new Promise((resolve) => setImmediate(resolve, 'waiting'))]), 'waiting');
    finishOthers();
    assert.match((await asked)!.share.problem!, /does not answer in time/);
  });

  it('leaves what is wrong with a query, and who has stopped waiting, to who asks', async () => {
    const scene = new Scene();
    scene.behaviour = async () => {
      throw Object.assign(new Error('no end'), { name: 'QueryError' });
    };
    await assert.rejects(scene.ask(), { name: 'QueryError' });
    const controller = new AbortController();
    scene.behaviour = async () => {
      controller.abort();
      throw controller.signal.reason as Error;
    };
    await assert.rejects(scene.ask(controller.signal), { name: 'AbortError' });
    scene.behaviour = async () => answer;
    assert.equal((await scene.share()).problem, undefined);
  });
});
