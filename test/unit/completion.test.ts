import assert from 'node:assert/strict';
import { caretPlace } from '../../server/src/completion/caretPlace';
import { RecentWords } from '../../server/src/completion/recentWords';
import type { WordCompleter } from '../../server/src/completion/wordCompleter';
import { keystrokes, saved } from '../../server/src/evaluation/typing';
import { loadWordCompleter } from '../../server/src/platform/models';
import { tokenize } from '../../server/src/text/tokens';

const tokensOf = (text: string) => tokenize(text, { start: 0, end: text.length });
const placeAfter = (text: string) => caretPlace(text, { start: 0, end: text.length }, text.length);
const formsBefore = (text: string) => placeAfter(text).before.map(({ form }) => form);

describe('the place of the caret', () => {
  it('is in the sentence so far, and the half-typed word is none of its words', () => {
    const place = placeAfter('It rains. We stay at ho');
    assert.equal(place.typed, 'ho');
    assert.equal(place.start, 21);
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

  it('does not look at what stands after the caret, or before its block', () => {
    const text = 'A heading\n\nWe stay at home.';
    const place = caretPlace(text, { start: 11, end: text.length }, 19);
    assert.equal(place.typed, '');
    assert.deepEqual(
      place.before.map(({ form }) => form),
      ['We', 'stay'],
    );
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

  it('are the same whatever was asked before', () => {
    const first = offered('He took the ');
    offered('Nothing like it');
    assert.deepEqual(offered('He took the '), first);
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
