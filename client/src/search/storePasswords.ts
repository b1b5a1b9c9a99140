import { commands, type Disposable, l10n, type SecretStorage, window } from 'vscode';
import { storePasswordChangedMethod } from '../../../server/src/shared/searchProtocol';

const keyPrefix = 'surprisal.search.storePassword ';

/** Passwords are kept by user, host, port and database: who names another server gives it none. */
export const storePasswordKey = (name: string): string => `${keyPrefix}${name}`;

/** The passwords of search stores, in the editor's secret storage and nowhere else. */
export class StorePasswords {
  private readonly offered = new Set<string>();
  private readonly subscription: Disposable;

  constructor(
    private readonly secrets: SecretStorage,
    client: { notify(method: string, params: object): void },
  ) {
    // Other windows are told too.
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(keyPrefix)) client.notify(storePasswordChangedMethod, {});
    });
  }

  /** @param password empty: none any more */
  async set(name: string, password: string): Promise<void> {
    if (password === '') await this.secrets.delete(storePasswordKey(name));
    else await this.secrets.store(storePasswordKey(name), password);
  }

  /** The store wants a password: asks whether to set one, once for each store. */
  async offer(name: string): Promise<void> {
    if (this.offered.has(name)) return;
    this.offered.add(name);
    const setPassword = l10n.t('Set Password');
    const chosen = await window.showWarningMessage(
      l10n.t('The search store {0} wants a password, or another one.', name),
      setPassword,
    );
    if (chosen === setPassword) await commands.executeCommand('surprisal.setStorePassword');
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
