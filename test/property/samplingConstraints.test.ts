import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ConstraintCompiler } from '../../server/src/lm/sampling/constraint/constraintCompiler';
import { RandomGenerator } from '../../server/src/lm/sampling/randomGenerator';
import type { ConstraintState } from '../../server/src/lm/sampling/tokenConstraint';
import { allowedTokens, vocabularyOf, writeUnder } from '../support/tokenVocabulary';

// Parts of characters too, as tokenizers have them: the first bytes of é, 日 and an emoji.
const pieces = [
  ...[
    'th',
    'the',
    ' the',
    ' th',
    'ca',
    'cat',
    ' cat',
    's',
    'ss',
    'as',
    ' as',
    'ass',
    ' ass',
    'um',
    'ume',
    'cl',
    '. ',
    ', ',
  ],
  ...[
    'é',
    'né',
    ' né',
    '日',
    '日本',
    '😀',
    ' a',
    'aa',
    'ab',
    'ba',
    'bb',
    'abab',
    '12',
    '1 ',
    ' 2',
    '\n\n',
    'The',
    'ASS',
    'É',
  ],
  ...[Uint8Array.of(0xc3), Uint8Array.of(0xe6, 0x97), Uint8Array.of(0x20, 0xf0, 0x9f), Uint8Array.of(0x98, 0x80)],
];
const vocabulary = vocabularyOf(...pieces);
const compiler = new ConstraintCompiler(vocabulary);

// Groups repeat a few times at most: unbounded in one another they would take the engine, not us, for ever.
const atoms = fc
  .tuple(
    fc.constantFrom(
      'a',
      'b',
      'the',
      ' ',
      'é',
      '日',
      '😀',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '\\w',
      '\\s',
      '\\p{L}',
      '[é-日]',
      '\\D',
    ),
    fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,3}', '*?', '{0,2}'),
  )
  .map((parts) => parts.join(''));

const alternativesOf = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 3 },
    )
    .map((sequences) => sequences.join('|'));

const groups = fc
  .tuple(fc.constantFrom('(', '(?:'), alternativesOf(atoms), fc.constantFrom(')', ')?', '){2}', '){0,2}'))
  .map((parts) => parts.join(''));

const patterns = alternativesOf(fc.oneof(atoms, groups));

const words = fc.uniqueArray(
  fc.constantFrom('the', 'cat', 'as', 'ass', 'né', '日本', 'a', 'aa', "don't", '12', 'cat the'),
  {
    minLength: 1,
    maxLength: 5,
  },
);

const seeds = fc.nat();

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const wordCharacter = '[\\p{L}\\p{M}\\p{N}\\p{Pc}]';

/** Whether a banned word ends in `text`, that begins there or in `before`. */
const holdsBanned = (banned: readonly string[], text: string, before: string): boolean => {
  const whole = new RegExp(`(?<!${wordCharacter})(?:${banned.map(escaped).join('|')})(?!${wordCharacter})`, 'giu');
  for (let from = 0; ; ) {
    whole.lastIndex = from;
    const match = whole.exec(before + text);
    if (match === null) return false;
    if (match.index + match[0].length > before.length) return true;
    from = match.index + 1;
  }
};

describe('Whatever is written under a constraint', () => {
  it('matches the pattern, and is whole in time', () => {
    fc.assert(
      fc.property(patterns, seeds, (pattern, seed) => {
        const start = compiler.compile({ pattern })!;
        const { text, whole } = writeUnder(vocabulary, start, { seed, maxTokens: 60, endBonus: 2 });
        assert.ok(whole);
        assert.match(text, new RegExp(`^(?:${pattern})$`, 'u'));
      }),
      { numRuns: 100 },
    );
  });

  it('may be any text that the pattern matches and no other, in any tokens', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'the', ' ', 'é', '日', '😀', '1', '\n'), maxLength: 5 });
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 20, maxLength: 20 }), seeds, (pattern, several, seed) => {
        const start = compiler.compile({ pattern })!;
        const random = RandomGenerator.ofSeed(seed);
        for (const text of several) {
          const bytes = new TextEncoder().encode(text);
          let state: ConstraintState | undefined = start;
          for (let place = 0; place < bytes.length && state !== undefined; ) {
            const fitting = vocabulary.bytes.flatMap((token, id) =>
              token?.every((byte, index) => byte === bytes[place + index]) ? [id] : [],
            );
            const id = fitting[Math.floor(random.nextDouble() * fitting.length)]!;
            state = allowedTokens(vocabulary, state).includes(id) ? state.advance(id) : undefined;
            place += vocabulary.bytes[id]!.length;
          }
          assert.equal(state?.accepts ?? false, new RegExp(`^(?:${pattern})$`, 'u').test(text), `${pattern}: ${text}`);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('uses only the words of a vocabulary', () => {
    fc.assert(
      fc.property(words, fc.constantFrom('', 'see ', 'see', 'end.'), seeds, (vocabularyWords, before, seed) => {
        const start = compiler.compile({ vocabulary: vocabularyWords }, before)!;
        const { text, whole } = writeUnder(vocabulary, start, { seed, maxTokens: 60, endBonus: 1 });
        assert.ok(whole);
        const forms = vocabularyWords.flatMap((word) => [word, word.replace(/^./u, (first) => first.toUpperCase())]);
        const word = `(?:${forms.map(escaped).join('|')})`;
        const list = new RegExp(`^[\\s\\p{P}]*${word}(?:[\\s\\p{P}]+${word})*[\\s\\p{P}]*$`, 'u');
        assert.match(text, list);
        if (before === 'see') assert.match(text, /^[\s\p{P}]/u);
      }),
      { numRuns: 100 },
    );
  });

  it('holds no banned word, whatever the text before', () => {
    const befores = fc.constantFrom('', 'an as', 'an as', 'cl', 'the ca', 'see ', 'ass', 'né');
    fc.assert(
      fc.property(words, befores, seeds, (banned, before, seed) => {
        const start = compiler.compile({ bannedWords: banned }, before)!;
        const { text, whole } = writeUnder(vocabulary, start, { seed, maxTokens: 60 });
        assert.ok(whole);
        assert.ok(!holdsBanned(banned, text, before), `${before}|${text}`);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps to a pattern and to banned words at once, or is refused before it begins', function () {
    this.timeout(60_000);
    const options = fc.record({ pattern: patterns, bannedWords: words });
    fc.assert(
      fc.property(options, seeds, ({ pattern, bannedWords }, seed) => {
        let start: ReturnType<typeof compiler.compile>;
        try {
          start = compiler.compile({ pattern, bannedWords });
        } catch (error) {
          assert.match((error as Error).message, /no text meets/);
          return;
        }
        const { text, whole } = writeUnder(vocabulary, start!, { seed, maxTokens: 60, endBonus: 2 });
        assert.ok(whole);
        assert.match(text, new RegExp(`^(?:${pattern})$`, 'u'));
        assert.ok(!holdsBanned(bannedWords, text, ''), text);
      }),
      { numRuns: 100 },
    );
  });

  it('is one of the alternatives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }),
        seeds,
        (alternatives, seed) => {
          fc.pre(!alternatives.some((text) => /\p{Surrogate}/u.test(text)));
          const { text, whole } = writeUnder(vocabulary, compiler.compile({ alternatives })!, { seed, maxTokens: 200 });
          assert.ok(whole);
          assert.ok(alternatives.includes(text));
        },
      ),
      { numRuns: 100 },
    );
  });
});
