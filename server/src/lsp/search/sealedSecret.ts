import { createDecipheriv, createECDH, createHash } from 'node:crypto';
import type { SealedSecret } from '../../shared/searchProtocol';

/**
 * Asks for a secret so that no trace of messages shows it: the answer is encrypted for a key that this process alone has, by ECDH on P-256 and AES-256-GCM.
 * Good for one answer.
 */
export class SecretQuestion {
  private readonly keys = createECDH('prime256v1');
  /** Base64. */
  readonly publicKey = this.keys.generateKeys('base64');

  /** @throws Error where it was sealed for another question */
  read({ publicKey, nonce, text }: SealedSecret): string {
    const key = createHash('sha256').update(this.keys.computeSecret(publicKey, 'base64')).digest();
    const sealed = Buffer.from(text, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
  }
}
