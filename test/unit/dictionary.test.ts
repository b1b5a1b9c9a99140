import assert from 'node:assert/strict';
import { Dictionary } from '../../server/src/lexicon/dictionary';

const allOf = (dictionary: Dictionary, ...words: string[]): boolean => words.every((word) => dictionary.has(word));
const noneOf = (dictionary: Dictionary, ...words: string[]): boolean => !words.some((word) => dictionary.has(word));

describe('dictionary', () => {
  it('reads one word a line and passes over comments, blank lines and what has no letters', () => {
    const dictionary = Dictionary.parse('# names\r\nkubectl # a tool\r\n\r\n  fastify\t\n42\n+\n');
    assert.ok(allOf(dictionary, 'kubectl', 'fastify'));
    assert.ok(noneOf(dictionary, 'names', 'tool', '42', '+', ''));
  });

  it('takes a word in any case, without its accents, with a curly apostrophe and in the possessive', () => {
    const dictionary = Dictionary.of(['Zoë', "O'Reilly", 'Fastify']);
    assert.ok(
      allOf(dictionary, 'Zoë', 'zoë', 'ZOË', 'zoe', 'Zoe', 'Zoe\u0308', 'O\u2019Reilly', "Fastify's", 'fastify\u2019s'),
    );
    assert.ok(noneOf(Dictionary.of(['zoe']), 'zoë'));
  });

  it('takes a word that is marked as exact only as it is written', () => {
    const dictionary = Dictionary.of(['=LaTeX', '"npmrc"']);
    assert.ok(allOf(dictionary, 'LaTeX', 'npmrc'));
    assert.ok(noneOf(dictionary, 'latex', 'LATEX', 'Npmrc'));
  });

  it('reads the mark for any case as nothing new', () => {
    assert.ok(allOf(Dictionary.of(['~café']), 'café', 'Cafe'));
  });

  it('joins words that are marked as parts of compounds', () => {
    const dictionary = Dictionary.of(['error*', '*code*', '*list', '+less']);
    assert.ok(
      allOf(dictionary, 'error', 'code', 'list', 'errorcode', 'ErrorCode', 'errorcodelist', 'errorless', 'codelist'),
    );
    assert.ok(noneOf(dictionary, 'less', 'listerror', 'errorerror', 'listcode', 'errorx'));
  });

  it('forbids words, in merged dictionaries too', () => {
    const workspace = Dictionary.of(['!colour', 'Teh']);
    const user = Dictionary.of(['colour', '!teh']);
    const merged = Dictionary.merge([workspace, user]);
    assert.ok(merged.forbids('Colour') && merged.forbids('teh'));
    assert.ok(noneOf(merged, 'colour', 'Teh', "colour's"));
    assert.ok(user.has('colour') && workspace.has('Teh'));
    assert.ok(Dictionary.of(['!=Id']).forbids('Id') && !Dictionary.of(['!=Id']).forbids('id'));
  });

  it('merges words and compounds of several lists', () => {
    const merged = Dictionary.merge([Dictionary.of(['micro*']), Dictionary.of(['*kernel'])]);
    assert.ok(allOf(merged, 'microkernel', 'kernel', 'micro'));
  });

  it('does not try very long words as compounds', () => {
    const dictionary = Dictionary.of(['*a*']);
    assert.ok(dictionary.has('a'.repeat(80)));
    assert.equal(dictionary.has('a'.repeat(100_000)), false);
  });
});
