import assert from 'node:assert/strict';
import { sealedSecret } from '../../../client/src/search/sealedSecret';
import { SecretQuestion } from '../../../server/src/lsp/search/sealedSecret';

describe('a secret that the server asks the client for', () => {
  it('is read by who has asked, however long it is, and by nobody else', () => {
    const question = new SecretQuestion();
    for (const secret of ['s3cret/p@ss', '', 'ÄÖ密码', 'token'.repeat(1000)]) {
      const sealed = sealedSecret(secret, question.publicKey);
      assert.equal(question.read(sealed), secret);
      if (secret !== '') assert.ok(!JSON.stringify(sealed).includes(secret));
      assert.throws(() => new SecretQuestion().read(sealed));
    }
  });

  it('is refused where it was changed on its way', () => {
    const question = new SecretQuestion();
    const sealed = sealedSecret('secret', question.publicKey);
    const text = Buffer.from(sealed.text, 'base64');
    text[0]! ^= 1;
    assert.throws(() => question.read({ ...sealed, text: text.toString('base64') }));
  });
});
