import assert from 'node:assert/strict';
import type { ConstraintOptions } from '../../server/src/lm/languageModel';
import { ConstraintCompiler } from '../../server/src/lm/sampling/constraint/constraintCompiler';
import type { TokenVocabulary } from '../../server/src/lm/sampling/constraint/vocabularyTrie';
import type { ConstraintState } from '../../server/src/lm/sampling/tokenConstraint';
import { allowedTokens, endToken, vocabularyOf } from '../support/tokenVocabulary';

/** 257 and on. */
const pieces = ['the', ' the', 'cat', ' cat', 'ass', 'class', 'assume', ' dog', 'do', 'é', 'né'];
const vocabulary = vocabularyOf(...pieces);
const compiler = new ConstraintCompiler(vocabulary);

const tokenOf = (piece: string): number =>
  piece.length === 1 && piece < '\x80' ? 1 + piece.charCodeAt(0) : 257 + pieces.indexOf(piece);

const compile = (options: ConstraintOptions, before = ''): ConstraintState => compiler.compile(options, before)!;

const reached = (state: ConstraintState, ...tokens: readonly string[]): ConstraintState =>
  tokens.reduce((before, token) => before.advance(tokenOf(token)), state);

/** What may come next, as texts, tokens of one byte left out; `END` for the end. */
const nextPieces = (state: ConstraintState, of: TokenVocabulary = vocabulary, remaining?: number): string[] =>
  allowedTokens(of, state, remaining)
    .filter((id) => id === endToken || id >= 257)
    .map((id) => (id === endToken ? 'END' : pieces[id - 257]!));

const accepts = (options: ConstraintOptions, text: string, before = ''): boolean => {
  let state = compile(options, before);
  for (const byte of new TextEncoder().encode(text)) {
    try {
      state = state.advance(1 + byte);
    } catch (error) {
      assert.ok(error instanceof RangeError);
      return false;
    }
  }
  return state.accepts;
};

describe('Constraints on what comes next', () => {
  it('ask for nothing where no option is given', () => {
    assert.equal(compiler.compile({}), undefined);
    assert.equal(compiler.compile({ bannedWords: [] }), undefined);
    assert.equal(compiler.compile({ bannedWords: [' '] }), undefined);
  });

  it('exclude each other, but for banned words', () => {
    assert.throws(() => compiler.compile({ pattern: 'a', alternatives: ['b'] }), /exclude each other/);
    assert.throws(() => compiler.compile({ vocabulary: ['a'], pattern: 'b' }), /exclude each other/);
    assert.ok(compiler.compile({ vocabulary: ['a'], bannedWords: ['b'] }));
  });

  it('refuse a token that may not come', () => {
    assert.throws(() => reached(compile({ alternatives: ['the cat'] }), 'cat'), RangeError);
    assert.throws(() => compile({ pattern: '.*' }).advance(endToken), RangeError);
  });

  it('that no text meets are refused', () => {
    assert.throws(() => compiler.compile({ alternatives: ['ass'], bannedWords: ['ASS'] }), /no text meets/);
    assert.throws(() => compiler.compile({ pattern: '[]' }), /no text/);
    assert.throws(() => compiler.compile({ alternatives: [] }), /no alternatives/);
    assert.throws(() => compiler.compile({ vocabulary: [' '] }), /no words/);
  });
});

describe('Alternatives', () => {
  it('allow their beginnings in any tokens, and the end where one is whole', () => {
    const start = compile({ alternatives: ['the cat', 'then', 'né'] });
    assert.deepEqual(nextPieces(start), ['the', 'né']);
    assert.deepEqual(nextPieces(reached(start, 'the')), [' cat']);
    const whole = reached(start, 'the', ' cat');
    assert.ok(whole.accepts && whole.complete);
    assert.deepEqual(nextPieces(reached(start, 't', 'h', 'e', 'n')), ['END']);
  });

  it('go on where one is the beginning of another', () => {
    const state = reached(compile({ alternatives: ['the', 'the cat'] }), 'the');
    assert.ok(state.accepts && !state.complete);
    assert.deepEqual(nextPieces(state), ['END', ' cat']);
  });
});

describe('Templates', () => {
  it('match the whole text', () => {
    assert.ok(accepts({ pattern: 'a|bc' }, 'a'));
    assert.ok(accepts({ pattern: 'a|bc' }, 'bc'));
    assert.ok(!accepts({ pattern: 'a|bc' }, 'abc'));
    assert.ok(accepts({ pattern: '^a$|^bc$' }, 'bc'));
    assert.ok(accepts({ pattern: '(?<day>Mon|Tues)day, \\d{1,2}(?:st|th)?' }, 'Monday, 12th'));
    assert.ok(!accepts({ pattern: '(?<day>Mon|Tues)day, \\d{1,2}(?:st|th)?' }, 'Monday, 123'));
  });

  it('take characters of several bytes in one class', () => {
    assert.ok(accepts({ pattern: '[à-ï]{2}.' }, 'éë日'));
    assert.ok(accepts({ pattern: '\\p{Emoji_Presentation}+' }, '😀🎉'));
    assert.ok(!accepts({ pattern: '[^é]' }, 'é'));
    assert.ok(accepts({ pattern: '[^é]' }, '𝒜'));
    assert.ok(!accepts({ pattern: '.' }, '\n'));
    assert.ok(accepts({ pattern: '(?s:.)' }, '\n'));
  });

  it('ignore letter case where they say so', () => {
    assert.ok(accepts({ pattern: '(?i:straße|[a-c]+)x' }, 'STRAßEx'));
    assert.ok(accepts({ pattern: '(?i:straße|[a-c]+)x' }, 'aBCx'));
    assert.ok(!accepts({ pattern: '(?i:straße|[a-c]+)x' }, 'aBCX'));
  });

  it('let only tokens through from which the whole can be reached', () => {
    const start = compile({ pattern: '(the|do)( cat| dog)?!' });
    assert.deepEqual(nextPieces(start), ['the', 'do']);
    assert.deepEqual(nextPieces(reached(start, 'do')), [' cat', ' dog']);
    assert.ok(reached(start, 'do', '!').complete);
  });

  it('name what is wrong or cannot be used', () => {
    const refused: readonly [string, RegExp][] = [
      ['(', /"\(" is no regular expression: Unterminated group/],
      ['a(?=b)', /look-ahead, "\(\?=b\)"/],
      ['(?<!a)b', /look-behind/],
      ['\\bword', /a word boundary, "\\b"/],
      ['(a)\\1', /a back reference, "\\1"/],
      ['a(^b)', /an anchor inside/],
    ];
    for (const [pattern, message] of refused)
      assert.throws(() => compiler.compile({ pattern }), { name: 'ConstraintError', message });
    assert.throws(() => compiler.compile({ pattern: '(((a{99}){99}){99}){99}' }), /too large/);
  });

  it('are made whole in time where that is possible', () => {
    const start = compile({ pattern: '(the)+!|the the the' });
    assert.deepEqual(nextPieces(start, vocabulary, 4), ['the']);
    // Four bytes to the end, one token: cannot be promised, so nothing is held back.
    const state = reached(start, 'the');
    assert.deepEqual(nextPieces(state, vocabulary, 20), ['the', ' the']);
    assert.deepEqual(nextPieces(state, vocabulary, 2), ['the']);
    assert.deepEqual(
      allowedTokens(vocabulary, state, 1).map((id) => id - 1),
      ['!'.charCodeAt(0)],
    );
  });
});

describe('A vocabulary of words', () => {
  const options = { vocabulary: ['the', 'cat', "don't", 'Rome', 'né'] };

  it('is all that is used, with spaces and punctuation between', () => {
    for (const text of ['the cat', 'The cat, né.', ' the "cat"', "don't", 'cat-cat / the', 'cat.\n\nThe'])
      assert.equal(accepts(options, text), !text.includes(' / '), text);
    for (const text of ['thecat', 'the dog', 'cats', 'rome', 'THE', '', ' ', 'cat ', 'the cat1', 'the_cat', 'cat,the'])
      assert.ok(!accepts(options, text), text);
  });

  it('begins apart from the word before', () => {
    assert.ok(!accepts(options, 'cat', 'the'));
    assert.ok(accepts(options, ' cat', 'the'));
    assert.ok(accepts(options, ', the cat', 'the'));
    assert.ok(accepts(options, 'cat', 'the '));
    assert.deepEqual(nextPieces(compile(options, 'see the')), [' the', ' cat']);
  });
});

describe('Banned words', () => {
  const options = { bannedWords: ['ass', 'né', 'C++', 'kick off'] };

  it('are never whole, in any letter case and any tokens', () => {
    for (const text of ['ass', 'an ASS', 'ass!', '(Ass) is', 'NÉ', 'x né', 'C++', 'c++11', 'to Kick Off now'])
      assert.ok(!accepts(options, text), text);
  });

  it('may be parts of other words', () => {
    for (const text of ['class', 'assume', 'née', 'anné', 'mass', 'ass1', 'C+', 'kick offer', '', 'a, b'])
      assert.ok(accepts(options, text), text);
  });

  it('hold the end back until the word has become another', () => {
    const start = compile(options);
    assert.ok(nextPieces(start).includes('ass'));
    const state = reached(start, 'ass');
    assert.ok(!state.accepts);
    assert.ok(!nextPieces(state).includes('END'));
    assert.ok(!nextPieces(state).includes(' the'));
    assert.ok(nextPieces(state).includes('the'));
    assert.ok(reached(state, 'the').accepts);
  });

  it('are rarely begun as something longer: a model would not have cut a word there', () => {
    const logits = new Float32Array(vocabulary.bytes.length);
    compile(options).mask(logits);
    assert.equal(logits[tokenOf('ass')], -6);
    assert.equal(logits[tokenOf('assume')], 0);
    assert.equal(logits[tokenOf('class')], 0);
  });

  it('may have begun in the text before', () => {
    assert.ok(!accepts(options, 's', 'an as'));
    assert.ok(accepts(options, 's', 'a clas'));
    assert.ok(accepts(options, 'sume', 'I as'));
    assert.ok(!accepts(options, ' off', 'to kick'));
    assert.ok(!accepts(options, 's.', `${'a'.repeat(1000)} as`));
  });

  it('that stand in the text before are no concern', () => {
    assert.ok(accepts(options, '', 'you ass'));
    assert.ok(accepts(options, ' and', 'you ass'));
    assert.ok(!accepts(options, ' ass', 'you ass'));
  });

  it('are left out of a vocabulary and of a template', () => {
    const words = { vocabulary: ['the', 'ass', 'cat'], bannedWords: ['ass'] };
    assert.deepEqual(nextPieces(compile(words)), ['the', ' the', 'cat', ' cat']);
    const template = { pattern: '(ass|class) [a-z]{3}', bannedWords: ['ass', 'cat'] };
    assert.ok(accepts(template, 'class dog'));
    assert.ok(!accepts(template, 'class cat'));
    assert.ok(!accepts(template, 'ass dog'));
    assert.deepEqual(nextPieces(compile(template)), ['class']);
  });
});

describe('A text that is owed', () => {
  it('comes first in any tokens, then what the constraint allows', () => {
    const start = compiler.compile({ alternatives: ['the', 'dog'] }, 'see ', ' ')!;
    assert.deepEqual(nextPieces(start), [' the', ' dog']);
    assert.ok(reached(start, ' the').complete);
    assert.deepEqual(nextPieces(reached(start, ' ')), ['the', 'do']);
    const words = compiler.compile({ vocabulary: ['cat'] }, 'see ', ' ')!;
    assert.deepEqual(nextPieces(words), [' cat']);
    const banned = compiler.compile({ bannedWords: ['cat'] }, 'see ', ' ')!;
    assert.ok(!reached(banned, ' cat').accepts);
    assert.ok(reached(banned, ' the').accepts);
  });
});

describe('Vocabularies of tokens', () => {
  it('that lack a byte never need it', () => {
    const bytes = vocabulary.bytes.map((token) => (token?.length === 1 && token[0] === 0xc3 ? undefined : token));
    const without = new ConstraintCompiler({ ...vocabulary, bytes });
    assert.throws(() => without.compile({ alternatives: ['ü'] }), /no text that the model can write/);
    const state = without.compile({ pattern: '[aü]' })!;
    assert.deepEqual(
      allowedTokens({ ...vocabulary, bytes }, state).map((id) => id - 1),
      ['a'.charCodeAt(0)],
    );
  });

  it('have tokens of equal bytes, both allowed', () => {
    const twice = vocabularyOf('the', 'the');
    const state = new ConstraintCompiler(twice).compile({ alternatives: ['the'] })!;
    assert.deepEqual(
      allowedTokens(twice, state).filter((id) => id >= 257),
      [257, 258],
    );
  });
});
