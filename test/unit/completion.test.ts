import assert from 'node:assert/strict';
import fc from 'fast-check';
import { caretPlace } from '../../server/src/completion/caretPlace';
import { DocumentWords } from '../../server/src/completion/documentWords';
import { proseAt } from '../../server/src/completion/proseAt';
import { RecentWords } from '../../server/src/completion/recentWords';
import type { WordCompleter } from '../../server/src/completion/wordCompleter';
import { inlineKeystrokes } from '../../server/src/evaluation/inlineTyping';
import { keystrokes, saved } from '../../server/src/evaluation/typing';
import { loadWordCompleter } from '../../server/src/platform/models';
import { loadParsers } from '../../server/src/platform/parsers';
import { maskDocument } from '../../server/src/text/markup/maskDocument';
import { tokenize } from '../../server/src/text/tokens';

const tokensOf = (text: string) => tokenize(text, { start: 0, end: text.length });
const placeAfter = (text: string) => caretPlace(text);
const formsBefore = (text: string) => placeAfter(text).before.map(({ form }) => form);

describe('the place of the caret', () => {
  it('is in the sentence so far, and the half-typed word is none of its words', () => {
    const place = placeAfter('It rains. We stay at ho');
    assert.equal(place.typed, 'ho');
    assert.deepEqual(
      place.before.map(({ form }) => form),
      ['We', 'stay', 'at'],
    );
  });

  it('opens a sentence after a stop, and not after an abbreviation', () => {
    assert.deepEqual(formsBefore('It rains. '), []);
    assert.deepEqual(formsBefore('"It rains." '), []);
    assert.deepEqual(formsBefore(''), []);
    assert.deepEqual(formsBefore('We met Mr. Sm'), ['We', 'met', 'Mr', '.']);
  });
});

describe('the prose at the caret', () => {
  const at = async (marked: string, languageId = 'markdown') => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    return proseAt(maskDocument({ uri: 'a', version: 0, languageId, text }, await loadParsers([languageId])), offset);
  };

  it('is the block so far, and what of it follows', async () => {
    const prose = await at('# A heading\n\nWe stay| at home.\n\nMore.');
    assert.equal(prose?.before, 'We stay');
    assert.equal(prose?.after, ' at home.');
  });

  it('goes on behind spaces that no block holds yet, and not on the next line', async () => {
    assert.equal((await at('We stay |\n\nMore.'))?.before, 'We stay ');
    assert.equal(await at('We stay\n\n|\n\nMore.'), undefined);
  });

  it('is not in code, front matter and formulas', async () => {
    for (const text of ['---\ndate: a|b\n---\n', 'Call `run|ner`.', '```\ncode he|re\n```', '|'])
      assert.equal(await at(text), undefined, text);
    assert.equal((await at('const a = 1; // We st|ay', 'typescript'))?.block.kind, 'comment');
    assert.equal(await at('const a|b = 1;', 'typescript'), undefined);
  });
});

describe('words of the texts at hand', () => {
  it('have the probabilities of Witten and Bell, computed by hand', () => {
    const recent = new RecentWords();
    recent.add(tokensOf('the cat saw the dog'));
    // Alone: the 2, cat, saw, dog 1 each: five words of four kinds, so cat has 1 / (5 + 4).
    const alone = 1 / 9;
    assert.ok(Math.abs(recent.predictor(tokensOf('nobody'))('cat') - alone) < 1e-12);
    // After "the": cat and dog, once each, so (1 + 2 * alone) / (2 + 2); no more words before are known.
    const afterThe = (1 + 2 * alone) / 4;
    assert.ok(Math.abs(recent.predictor(tokensOf('nobody loves the'))('cat') - afterThe) < 1e-12);
    // After "saw the": dog alone, once, so cat has (0 + 1 * afterThe) / (1 + 1).
    assert.ok(Math.abs(recent.predictor(tokensOf('saw the'))('cat') - afterThe / 2) < 1e-12);
  });

  it('have the form in which they stood most often inside sentences', () => {
    const recent = new RecentWords();
    recent.add(tokensOf('Kubernetes and the Kubernetes cluster'));
    assert.equal(recent.usualForm('kubernetes'), 'Kubernetes');
    assert.equal(recent.usualForm('cluster'), 'cluster');
    assert.equal(recent.usualForm('and'), 'and');
    assert.equal(recent.usualForm('gone'), undefined);
  });
});

describe('words that are offered', () => {
  let recent: RecentWords;
  let completer: WordCompleter;
  before(async () => {
    recent = new RecentWords();
    completer = await loadWordCompleter(recent);
  });
  const offered = (text: string, count = 10) =>
    completer.complete(placeAfter(text), count).map(({ text: word }) => word);

  it('go on with the sentence', () => {
    assert.equal(offered('She was able t')[0], 'to');
    assert.ok(offered('In the United St', 3).includes('States') || offered('In the United St', 3).includes('states'));
    assert.ok(offered('on the other ').includes('hand'));
  });

  it('begin with what is typed, whatever its capitals, and are never that itself', () => {
    for (const typed of ['th', 'Th', 'infor', 'x', 'TH'])
      for (const word of offered(`We know ${typed}`)) {
        assert.ok(word.toLowerCase().startsWith(typed.toLowerCase()), word);
        assert.notEqual(word, typed);
      }
  });

  it('open a sentence with a capital, and follow a writer who types capitals', () => {
    for (const word of offered('It rains. ')) assert.match(word, /^\p{Lu}/u);
    assert.ok(offered('We know TH').every((word) => word === word.toUpperCase()));
    assert.ok(offered('They live in Engl').includes('England'));
  });

  it('come best first, with probabilities that never add up to more than all', () => {
    const suggestions = completer.complete(placeAfter('We have seen the '), 40);
    let sum = 0;
    for (const [i, { probability }] of suggestions.entries()) {
      assert.ok(i === 0 || probability <= suggestions[i - 1]!.probability);
      sum += probability;
    }
    assert.ok(sum > 0 && sum <= 1, `${sum}`);
  });

  it('are learnt from the text, also those that no model knows', () => {
    assert.ok(!offered('We call it qu').includes('quuxification'));
    recent.add(tokensOf('The quuxification of files is quick, and quuxification is safe'));
    assert.ok(offered('We call it qu').includes('quuxification'));
    assert.equal(offered('The qu')[0], 'quuxification');
  });

  it('are those of a vocabulary alone, and none that is banned', () => {
    const vocabulary = new Map([
      ['kubernetes', 'Kubernetes'],
      ['knowledge base', 'knowledge base'],
    ]);
    const within = (text: string) =>
      completer.complete(placeAfter(text), 10, { vocabulary }).map(({ text: word }) => word);
    assert.deepEqual(within('We use k').toSorted(), ['Kubernetes', 'knowledge base']);
    assert.deepEqual(within('We use q'), []);
    const banned = new Set(['hand']);
    const others = completer.complete(placeAfter('on the other '), 10, { banned }).map(({ text: word }) => word);
    assert.ok(others.length === 10 && !others.includes('hand'));
  });

  it('are the same whatever was asked before', () => {
    const first = offered('He took the ');
    offered('Nothing like it');
    assert.deepEqual(offered('He took the '), first);
  });
});

describe('words of documents', () => {
  const paragraph = fc.array(fc.constantFrom('a', 'the', 'cat', 'Dog', 'sat', 'on', 'it', '.'), { maxLength: 8 });
  const document = fc.array(paragraph, { maxLength: 5 }).map((paragraphs) => {
    const text = paragraphs.map((words) => words.join(' ')).join('\n\n');
    const blocks = [...text.matchAll(/[^\n]+/g)].map(({ 0: found, index }) => ({
      kind: 'paragraph' as const,
      start: index,
      end: index + found.length,
    }));
    return { text, blocks };
  });

  it('are those of the texts as they are now, whatever these were before', () => {
    const edits = fc.array(fc.tuple(fc.constantFrom('one', 'other'), document, fc.nat({ max: 9 })));
    fc.assert(
      fc.property(edits, (steps) => {
        const recent = new RecentWords();
        const words = new DocumentWords(recent);
        const last = new Map<string, typeof document extends fc.Arbitrary<infer Text> ? Text : never>();
        for (const [uri, text, taken] of steps) {
          // Sometimes the text moves on before it was counted to its end.
          const update = words.update(uri, text);
          for (let step = 0; step < taken; step++) update.next();
          last.set(uri, text);
        }
        for (const [uri, text] of last) for (const _ of words.update(uri, text));
        const fresh = new RecentWords();
        const freshWords = new DocumentWords(fresh);
        for (const [uri, text] of last) for (const _ of freshWords.update(uri, text));
        assert.equal(recent.size, fresh.size);
        for (const before of ['', 'the', 'the cat', 'on it'].map(tokensOf)) {
          assert.deepEqual(recent.candidates(before, '', 50), fresh.candidates(before, '', 50));
          for (const word of ['cat', 'dog', 'sat'])
            assert.equal(recent.predictor(before)(word), fresh.predictor(before)(word));
        }
        for (const uri of last.keys()) words.forget(uri);
        assert.equal(recent.size, 0);
      }),
    );
  });
});

describe('keystrokes', () => {
  it('are counted as a writer would use the list, computed by hand', () => {
    // "the" is there after one letter, which saves one key of three; "information" before any, which saves ten.
    const counted = keystrokes('the information is', ({ offset, wordStart }) =>
      wordStart === 0 ? (offset === 1 ? ['the'] : []) : ['information'],
    );
    assert.deepEqual(counted, { characters: 18, keystrokes: 7, words: 3, accepted: 2 });
    assert.equal(saved(counted), 1 - 7 / 18);
  });

  it('are as many as characters where nothing is offered, or only what saves nothing', () => {
    assert.equal(keystrokes('a b c', () => ['a', 'b', 'c']).keystrokes, 5);
    assert.equal(keystrokes('some words', () => ['word', 'so']).keystrokes, 10);
  });
});

describe('keystrokes with text behind the caret', () => {
  const typed = (text: string, offers: Readonly<Record<number, string>>) =>
    inlineKeystrokes(text, async (offset) => offers[offset] ?? '');

  it('are one for a text that is right as a whole, and one a word otherwise, computed by hand', async () => {
    // The whole: 18 characters by one key.
    assert.deepEqual(await typed('the other hand was', { 0: 'the other hand was' }), {
      ...{ characters: 18, keystrokes: 1, starts: 1, shown: 1, firstWordRight: 1 },
    });
    // "the other" by two keys; "hand" and "was" are typed.
    assert.deepEqual(await typed('the other hand was', { 0: 'the other side', 10: 'way' }), {
      ...{ characters: 18, keystrokes: 11, starts: 3, shown: 2, firstWordRight: 1 },
    });
  });

  it('are all of them where half a word is offered, or nothing', async () => {
    assert.equal((await typed('together', { 0: 'to' })).keystrokes, 8);
    assert.equal((await typed('to gather', { 0: 'together' })).keystrokes, 9);
    assert.deepEqual(await typed('a b', {}), {
      ...{ characters: 3, keystrokes: 3, starts: 2, shown: 0, firstWordRight: 0 },
    });
  });
});
