import type { Connection } from 'vscode-languageserver/node';
import { logError } from '../services';
import { storePasswordRequest } from './requests';
import { SecretQuestion } from './sealedSecret';

/** Asks our client for the password that its user has set for a store; undefined where there is none, or the client fails: then it comes from where it comes for the command line. */
export const askStorePassword = async (connection: Connection, name: string): Promise<string | undefined> => {
  const question = new SecretQuestion();
  const { publicKey } = question;
  try {
    const { password } = await connection.sendRequest(storePasswordRequest, { name, publicKey });
    return password && question.read(password);
  } catch (error) {
    logError(connection, 'password of the search store', error);
    return undefined;
  }
};
