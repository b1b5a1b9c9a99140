import assert from 'node:assert/strict';
import { SecretQuestion } from '../../../server/src/lsp/search/sealedSecret';
import { type StorePasswordResult, storePasswordChangedMethod } from '../../../server/src/shared/searchProtocol';
import { loadClientModule } from '../../support/clientModule';

const name = 'postgres://me@db:5432/search';

/** VS Code's secret storage, in memory. */
class Secrets {
  readonly values = new Map<string, string>();
  private readonly listeners = new Set<(event: { key: string }) => void>();
  readonly get = async (key: string) => this.values.get(key);
  readonly store = async (key: string, value: string) => {
    this.values.set(key, value);
    this.tell(key);
  };
  readonly delete = async (key: string) => {
    this.values.delete(key);
    this.tell(key);
  };
  readonly onDidChange = (listener: (event: { key: string }) => void) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  private tell(key: string): void {
    for (const listener of this.listeners) listener({ key });
  }
}

const load = (chosen?: string) => {
  const secrets = new Secrets();
  const notified: string[] = [];
  const shown: string[] = [];
  const executed: string[] = [];
  const vscode = {
    l10n: { t: (message: string, ...values: string[]) => message.replace(/\{(\d)\}/g, (_, at) => values[Number(at)]!) },
    window: {
      showWarningMessage: async (message: string) => {
        shown.push(message);
        return chosen;
      },
    },
    commands: { executeCommand: async (id: string) => executed.push(id) },
  };
  const { StorePasswords } = loadClientModule<{
    StorePasswords: new (
      secrets: Secrets,
      client: object,
    ) => { set(name: string, password: string): Promise<void>; offer(name: string): Promise<void>; dispose(): void };
  }>('client/src/search/storePasswords.ts', vscode);
  const passwords = new StorePasswords(secrets, { notify: (method: string) => notified.push(method) });
  const { storePasswordAnswer } = loadClientModule<{
    storePasswordAnswer(secrets: Secrets, params: object): Promise<StorePasswordResult>;
  }>('client/src/search/storePasswordAnswer.ts', vscode);
  return { secrets, notified, shown, executed, passwords, storePasswordAnswer };
};

describe('the password of a search store', () => {
  it('is kept for one store, answers the server that asks for it, and is removed by an empty one', async () => {
    const { secrets, passwords, notified, storePasswordAnswer } = load();
    const asked = async (store: string) => {
      const question = new SecretQuestion();
      const { password } = await storePasswordAnswer(secrets, { name: store, publicKey: question.publicKey });
      return password && question.read(password);
    };
    assert.equal(await asked(name), undefined);
    await passwords.set(name, 's3cret');
    assert.equal(await asked(name), 's3cret');
    assert.equal(await asked(name.replace('db', 'other')), undefined);
    await passwords.set(name, '');
    assert.equal(await asked(name), undefined);
    assert.equal(secrets.values.size, 0);
    await secrets.store('of another kind', 'x');
    assert.deepEqual(notified, [storePasswordChangedMethod, storePasswordChangedMethod]);
  });

  it('is offered to be set once for each store, and asked for where the user wants that', async () => {
    const refused = load();
    await refused.passwords.offer(name);
    await refused.passwords.offer(name);
    await refused.passwords.offer(name.replace('db', 'other'));
    assert.equal(refused.shown.length, 2);
    assert.match(refused.shown[0]!, /postgres:\/\/me@db:5432\/search wants a password/);
    assert.deepEqual(refused.executed, []);
    const taken = load('Set Password');
    await taken.passwords.offer(name);
    assert.deepEqual(taken.executed, ['surprisal.setStorePassword']);
  });
});
