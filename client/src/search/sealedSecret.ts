import { createCipheriv, createECDH, createHash, randomBytes } from 'node:crypto';
import type { SealedSecret } from '../../../server/src/shared/searchProtocol';

/**
 * Encrypts a secret for the server that has asked for it, so that no trace of messages shows it: by ECDH on P-256 and AES-256-GCM.
 * @param publicKey the question's, in Base64
 */
export const sealedSecret = (secret: string, publicKey: string): SealedSecret => {
  const keys = createECDH('prime256v1');
  const ownKey = keys.generateKeys('base64');
  const key = createHash('sha256').update(keys.computeSecret(publicKey, 'base64')).digest();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { publicKey: ownKey, nonce: nonce.toString('base64'), text: text.toString('base64') };
};
