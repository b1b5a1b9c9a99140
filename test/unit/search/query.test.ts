import assert from 'node:assert/strict';
import fc from 'fast-check';
import { headingPattern, headingWords } from '../../../server/src/search/query/headingWords';
import { parseQuery, QueryError } from '../../../server/src/search/query/parseQuery';
import { plainQueryText } from '../../../server/src/search/query/plainQueryText';

const errorOf = (query: string): string => {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof QueryError) return error.message;
    throw error;
  }
  return 'no error';
};
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();

describe('a search query', () => {
  it('of words alone is its text, and refuses nothing', () => {
    const { text, filter, selective, holds } = parseQuery('  how do I   read a file ');
    assert.equal(text, 'how do I read a file');
    assert.equal(parseQuery('files - reading').text, 'files reading');
    assert.deepEqual(filter, {});
    assert.equal(selective, false);
    assert.equal(holds('anything', []), true);
  });

  it('looks for a quoted phrase by its words, and wants it whole', () => {
    const { text, selective, holds } = parseQuery('parse "open file" fast');
    assert.equal(text, 'parse open file fast');
    assert.equal(selective, true);
    assert.equal(holds('It can Open\n  FILE handles.', []), true);
    assert.equal(holds('Nothing here', ['How to open file']), true);
    assert.equal(holds('to reopen file', []), false);
    assert.equal(holds('open files', []), false);
    assert.equal(holds('open a file', []), false);
  });

  it('excludes words and phrases, in headings too', () => {
    const { text, holds } = parseQuery('sort -quick -"merge sort"');
    assert.equal(text, 'sort');
    assert.equal(holds('a quick sort', []), false);
    assert.equal(holds('quicksort', []), true);
    assert.equal(holds('sorts', ['Merge sort']), false);
    assert.equal(holds('merge then sort', []), true);
  });

  it('has letters of any script for words', () => {
    const { holds } = parseQuery('"Über" -naïve');
    assert.equal(holds('etwas über uns', []), true);
    assert.equal(holds('gegenüber', []), false);
    assert.equal(holds('über NAÏVE', []), false);
  });

  it('leaves punctuation of code as it is', () => {
    for (const words of ['std::vector<int>', '--force', 'https://example.org', 'C:\\temp', 'a-b', "don't", 'say"so'])
      assert.equal(parseQuery(words).text, words);
    assert.equal(parseQuery('x "f(a[0])*"').holds('call f(a[0])* now', []), true);
    assert.equal(parseQuery('x "f(a[0])*"').holds('call f(a0)', []), false);
  });

  it('has filters of path, language, heading and time', () => {
    const { text, filter } = parseQuery(
      'path:docs/** -path:"old notes/" lang:typescript,Python heading:"Getting started" modified:>=2026-01-31 modified:<2026-03-01 install',
    );
    assert.equal(text, 'install');
    assert.deepEqual(filter, {
      paths: ['docs/**', '!old notes/'],
      languages: ['typescript', 'python'],
      heading: 'Getting started',
      modifiedAfterMs: day(2026, 1, 31) - 1,
      modifiedBeforeMs: day(2026, 3, 1),
    });
  });

  it('reads days with their whole length', () => {
    const filterOf = (value: string) => parseQuery(`x modified:${value}`).filter;
    assert.deepEqual(filterOf('>2026-02-28'), { modifiedAfterMs: day(2026, 3, 1) - 1 });
    assert.deepEqual(filterOf('<=2026-02-28'), { modifiedBeforeMs: day(2026, 3, 1) });
    assert.deepEqual(filterOf('2026-12-31'), {
      modifiedAfterMs: day(2026, 12, 31) - 1,
      modifiedBeforeMs: day(2027, 1, 1),
    });
  });

  it('that cannot be understood gets one line that says why', () => {
    assert.equal(errorOf('say "so'), 'the quotation mark at 5 is not closed');
    assert.equal(errorOf('x path:"a'), 'the quotation mark at 8 is not closed');
    assert.equal(errorOf('x lang:'), '`lang:` needs a value');
    assert.equal(errorOf('x heading:""'), '`heading:` needs a value');
    assert.equal(errorOf('x -lang:go'), 'only `path:` can be excluded, not `lang:`');
    assert.equal(errorOf('x heading:a heading:b'), '`heading:` can be given once');
    for (const value of ['yesterday', '2026-02-30', '>2026-13-01', '=2026-01-01'])
      assert.equal(
        errorOf(`x modified:${value}`),
        `\`modified:\` takes a day like >2026-01-31 or <=2026-01-31, not \`${value}\``,
      );
    for (const query of ['', '  ', '-word', 'path:docs', '""'])
      assert.equal(errorOf(query), 'a query needs a word or a phrase to look for');
    assert.equal(errorOf('x'.repeat(10_001)), 'a query has at most 10000 characters, this one has 10001');
  });

  it('is understood or refused in one line, whatever it is', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom(
          '"',
          '-',
          '--',
          'path:',
          'LANG:',
          'heading:',
          'modified:>',
          '2026-01-01',
          ' ',
          '\n',
          '(',
          '[',
          '\\',
          '*',
        ),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(hostile, fc.string({ unit: 'binary' }), (parts, passage) => {
        const query = parts.join('');
        const message = errorOf(query);
        if (message === 'no error') assert.equal(typeof parseQuery(query).holds(passage, [passage]), 'boolean');
        else assert.ok(message.length < 120 && !/[\p{Cc}\u2028\u2029]/u.test(message), message);
      }),
    );
  });

  it('finds in a passage the phrase that was cut from it', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé]{1,6}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), fc.constantFrom(' ', '\n', '\t '), (passage, from, length, space) => {
        const start = from % passage.length;
        const phrase = passage.slice(start, start + 1 + (length % passage.length));
        assert.equal(parseQuery(`"${phrase.join(' ').toUpperCase()}"`).holds(passage.join(space), []), true);
        assert.equal(parseQuery(`x -"${phrase.join(' ')}"`).holds(passage.join(space), []), false);
      }),
    );
  });
});

describe('a question as a query', () => {
  const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

  it('has the words of the question, and neither filters nor phrases nor exclusions', () => {
    const { text } = parseQuery(plainQueryText('What does "-x" in path:src do, and --force? heading:-lang:c'));
    assert.equal(text, 'What does x in path src do, and force? heading lang c');
  });

  it('means words alone, whatever is in it', () => {
    const part = fc.constantFrom(
      '"',
      '-',
      '--',
      'path:',
      'lang:',
      'heading:',
      'modified:',
      ' ',
      'word',
      'a',
      ':',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const question = `what ${parts.join('')}`;
        const { text, filter, selective } = parseQuery(plainQueryText(question));
        assert.deepEqual(filter, {});
        assert.equal(selective, false);
        assert.deepEqual(wordsOf(text), wordsOf(question));
      }),
    );
  });

  it('is cut where it is longer than any question', () => {
    assert.ok(parseQuery(plainQueryText('why '.repeat(5000))).text.length < 5000);
  });
});

describe('a filter of headings', () => {
  const holds = (wanted: string, ...headings: string[]) => headingWords(headings).includes(headingPattern(wanted));

  it('wants whole words side by side in one heading, in small or capital letters', () => {
    assert.ok(holds('getting started', 'Guide', 'Getting Started with it'));
    assert.ok(!holds('getting start', 'Getting Started'));
    assert.ok(!holds('guide started', 'Guide', 'Started'));
    assert.ok(holds('Café', 'The cafe'));
  });

  it('knows the words in names', () => {
    for (const wanted of ['term log', 'TermLog', 'term_log', 'log']) assert.ok(holds(wanted, 'TermLog', 'add'), wanted);
    assert.ok(!holds('add', 'address', 'padding'));
    assert.ok(holds('parse', 'HTTPServer', 'parse2'));
  });

  it('finds nothing where it has no word', () => {
    assert.ok(!holds('++', 'C++', ''));
  });
});
