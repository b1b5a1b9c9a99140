import type { SecretStorage } from 'vscode';
import type { StorePasswordParams, StorePasswordResult } from '../../../server/src/shared/searchProtocol';
import { sealedSecret } from './sealedSecret';
import { storePasswordKey } from './storePasswords';

/** Answers the server's question for the password of a store; nobody else can read the answer. */
export const storePasswordAnswer = async (
  secrets: Pick<SecretStorage, 'get'>,
  { name, publicKey }: StorePasswordParams,
): Promise<StorePasswordResult> => {
  const password = await secrets.get(storePasswordKey(name));
  return password === undefined ? {} : { password: sealedSecret(password, publicKey) };
};
