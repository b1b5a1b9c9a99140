import assert from 'node:assert/strict';
import { ABSENT, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { tokenize } from '../../server/src/text/tokens';

const marks = { word: '', number: '/n', punctuation: '', placeholder: '/p', identifier: '/i' } as const;
const formsOf = (text: string): string =>
  tokenize(text, { start: 0, end: text.length })
    .map(({ form, kind }) => form + marks[kind])
    .join(' ');
const kindsOf = (text: string): string[] => tokenize(text, { start: 0, end: text.length }).map(({ kind }) => kind);

/** Every piece between white space is one identifier. */
const areIdentifiers = (text: string): void => {
  for (const piece of text.split(' ')) assert.deepEqual([piece, kindsOf(piece)], [piece, ['identifier']]);
};

describe('tokens', () => {
  it('are words and marks', () => {
    assert.equal(formsOf('Well, (she said) "so": it ends.'), 'Well , ( she said ) " so " : it ends .');
    assert.equal(formsOf('a well-known and/or case'), 'a well - known and / or case');
  });

  it('keep contractions of closed-class words whole', () => {
    const contractions =
      "don't can't I'm you're they've we'll he'd it's that's there's here's what's who's let's she's how's o'clock";
    assert.equal(formsOf(contractions), contractions);
  });

  it('split the clitic from open-class words', () => {
    assert.equal(formsOf("John's users' water'll 1990's"), "John 's users ' water 'll 1990/n 's");
    assert.equal(formsOf("O'Brien's McDonald's"), "O'Brien 's McDonald 's");
  });

  it('straighten curly quotes and compose accents in the form only', () => {
    assert.equal(formsOf('\u201Cdon\u2019t\u201D cafe\u0301'), '" don\'t " caf\u00E9');
    assert.deepEqual(tokenize('cafe\u0301', { start: 0, end: 5 })[0]?.end, 5);
  });

  it('take runs of dots and dashes as one mark', () => {
    assert.equal(formsOf('wait... so\u2026 yes--no \u2014 on ..'), 'wait ... so \u2026 yes -- no \u2014 on ..');
  });

  it('keep numbers with their separators, ordinals and times', () => {
    assert.equal(
      formsOf('3.14 1,000,000 10th 1990s 5pm 10:30 2024-01-15 1/2 50% $5 10-20.'),
      '3.14/n 1,000,000/n 10th/n 1990s/n 5pm/n 10:30/n 2024-01-15/n 1/2/n 50/n % $ 5/n 10/n - 20/n .',
    );
  });

  it('keep abbreviations with inner stops whole', () => {
    assert.equal(formsOf('e.g. i.e., U.S. a.m. Ph.D. J.R.R. Tolkien'), 'e.g. i.e. , U.S. a.m. Ph.D. J.R.R. Tolkien');
  });

  it('recognise addresses, paths and file names as identifiers', () => {
    areIdentifiers('https://a.example/b?c=d#e www.example.org ftp://x.example me.too@mail.example');
    areIdentifiers(
      '/etc/fstab ~/notes.txt ./run.sh ../up src/text/span.ts C:\\Users\\me \\\\server\\share index.html .gitignore',
    );
    assert.equal(formsOf('(see https://a.example/b_(c)).'), '( see https://a.example/b_(c)/i ) .');
  });

  it('recognise versions, hashes and words with digits as identifiers', () => {
    areIdentifiers(
      'v1.2.3 2.0-rc1 1.2.3 3.x deadbeef7 123e4567-e89b-12d3-a456-426614174000 0x1F x86 utf8 5ms H2O UTF-8',
    );
  });

  it('recognise names of programs as identifiers', () => {
    areIdentifiers(
      'camelCase PascalCase APIs GitHub snake_case MAX_LEN __init__ --fix --mode=fast -v foo() os.path.join std::vector C++ C# .NET',
    );
    areIdentifiers('@someone @scope/name #topic &nbsp; \\emph{x} key=value Vec<T> <br/> $HOME Node.js');
  });

  it('recognise emoji and emoticons as identifiers', () => {
    areIdentifiers('\u{1F469}\u200D\u{1F4BB} \u{1F1EC}\u{1F1E7} :-) ;)');
  });

  it('recognise a unit only after a number', () => {
    assert.equal(formsOf('10 mm and mm'), '10/n mm/i and mm');
  });

  it('do not take ordinary words for identifiers', () => {
    for (const text of ['NASA', 'McDonald', "it's", 'naïve', 'either', 'I', 'deadbeef', 'dad'])
      assert.deepEqual(kindsOf(text), ['word']);
    assert.equal(formsOf('a PostgreSQL-based non-GitHub tool'), 'a PostgreSQL/i - based non - GitHub/i tool');
    assert.equal(formsOf('input/output TCP/IP word(s) end.The'), 'input / output TCP / IP word ( s ) end . The');
  });

  it('read a run of PLACEHOLDER as one noun, with what hangs on it', () => {
    const text = `the ${PLACEHOLDER.repeat(6)}s and ${PLACEHOLDER}'s non-${PLACEHOLDER}.`;
    assert.equal(formsOf(text), `the ${PLACEHOLDER}/p and ${PLACEHOLDER}/p 's non - ${PLACEHOLDER}/p .`);
    assert.deepEqual(
      [
        tokenize(text, { start: 0, end: text.length })[1]?.start,
        tokenize(text, { start: 0, end: text.length })[1]?.end,
      ],
      [4, 11],
    );
  });

  it('do not see ABSENT, soft hyphens and joiners', () => {
    const text = `un${ABSENT}believ${ABSENT}${ABSENT}able ${ABSENT}na\u00ADive`;
    assert.equal(formsOf(text), 'unbelievable naive');
    assert.deepEqual(
      tokenize(text, { start: 0, end: text.length }).map(({ start, end }) => [start, end]),
      [
        [0, 15],
        [17, 23],
      ],
    );
  });

  it('know whether white space comes before, ABSENT or not', () => {
    const text = `One${ABSENT} ${ABSENT}two,three`;
    assert.deepEqual(
      tokenize(text, { start: 0, end: text.length }).map(({ spaceBefore }) => spaceBefore),
      [true, true, false, false],
    );
  });

  it('are the words of a script without spaces', () => {
    assert.equal(
      formsOf('\u6F22\u5B57\u304B\u306A \u0E44\u0E17\u0E22\u0E20\u0E32\u0E29\u0E32'),
      '\u6F22\u5B57 \u304B\u306A \u0E44\u0E17\u0E22 \u0E20\u0E32\u0E29\u0E32',
    );
  });

  it('of a span have the offsets of the whole text', () => {
    assert.deepEqual(tokenize('one two three', { start: 4, end: 7 }), [
      { start: 4, end: 7, kind: 'word', form: 'two', spaceBefore: true },
    ]);
  });
});
