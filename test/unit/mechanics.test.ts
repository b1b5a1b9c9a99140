import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/proofreading/finding';
import { checkMechanics } from '../../server/src/proofreading/mechanics/mechanics';
import { englishText } from '../../server/src/proofreading/message';
import { ABSENT, type BlockKind, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { segmentSentences } from '../../server/src/text/sentences';
import type { Sentence } from '../../server/src/text/token';
import { tokenize } from '../../server/src/text/tokens';

function findingsOf(text: string, kind: BlockKind = 'paragraph'): Finding[] {
  const block = { start: 0, end: text.length, kind };
  const findings: Finding[] = [];
  let previous: Sentence | undefined;
  for (const span of segmentSentences(text, block)) {
    const sentence = { ...span, tokens: tokenize(text, span) };
    findings.push(...checkMechanics({ text, sentence, previous, block }));
    previous = sentence;
  }
  return findings;
}

/** The text with each finding's first candidate, as the balanced operating point shows them. */
function corrected(text: string, kind: BlockKind = 'paragraph'): string {
  let result = text;
  for (const { start, end, candidates, confidence } of findingsOf(text, kind).reverse()) {
    if (confidence >= 0.5)
      result = result.slice(0, start) + (candidates[0]?.replacement ?? text.slice(start, end)) + result.slice(end);
  }
  return result;
}

function corrects(pairs: readonly (readonly [string, string])[]): void {
  for (const [slip, right] of pairs) assert.equal(corrected(slip), right);
}

function leavesAlone(texts: readonly string[], kind: BlockKind = 'paragraph'): void {
  for (const text of texts) {
    const codes = findingsOf(text, kind).filter(({ confidence }) => confidence >= 0.5);
    assert.deepEqual(
      codes.map(({ code, start }) => `${code} at ${start} of ${text}`),
      [],
    );
  }
}

describe('doubled words', () => {
  it('are found, whatever their case at the start', () => {
    corrects([
      ['We went to the the harbour.', 'We went to the harbour.'],
      ['The the cat is asleep.', 'The cat is asleep.'],
      ['This is is bad.', 'This is bad.'],
      ['She put it on the on the shelf.', 'She put it on the shelf.'],
    ]);
  });

  it('are found over a line break, and the second goes with its space', () => {
    assert.equal(corrected('We went to the\nthe harbour.'), 'We went to the\nharbour.');
    const [finding] = findingsOf(`We went to the\n${ABSENT}${ABSENT} the harbour.`, 'comment');
    assert.deepEqual([finding?.start, finding?.end, finding?.candidates[0]?.replacement], [18, 22, '']);
  });

  it('are left alone where English doubles them', () => {
    leavesAlone([
      'What it is is a bug.',
      'All there was was dust.',
      'He had had enough of that that day.',
      'What it is is a very very long story, bye bye.',
      'They moved to New York New York and saw Duran Duran.',
      'I gave her her book and told you you were late.',
      `Read the ${PLACEHOLDER} ${PLACEHOLDER} and the "the" in it.`,
      'It is on on-line terms, by by-laws.',
      `Write the ${ABSENT}the${ABSENT} article.`,
      'No, no, no. 5 5 5.',
    ]);
  });

  it('are found as pairs of words', () => {
    corrects([
      ['We live in the in the city.', 'We live in the city.'],
      ['I want to go to go home.', 'I want to go home.'],
    ]);
    leavesAlone([
      'It gets more and more and more complex, on and on and on.',
      'Day by day by day we waited.',
      'It is as good as it is as bad.',
    ]);
  });
});

describe('a and an', () => {
  it('follow the sound, not the letter', () => {
    corrects([
      ['It took a hour.', 'It took an hour.'],
      ['She is a honest heir.', 'She is an honest heir.'],
      ['This is an unique idea.', 'This is a unique idea.'],
      ['It was an one-time offer for an European.', 'It was a one-time offer for a European.'],
      ['A apple and an pear.', 'An apple and a pear.'],
      ['Give me a "easy" answer.', 'Give me an "easy" answer.'],
    ]);
  });

  it('follow the letter names of acronyms, single letters and words with digits', () => {
    corrects([
      ['Play a MP3 file.', 'Play an MP3 file.'],
      ['Send a HTTP request to an URL.', 'Send an HTTP request to a URL.'],
      ['Draw a x-axis and a n-gram.', 'Draw an x-axis and an n-gram.'],
      ['It is an UTF-8 string.', 'It is a UTF-8 string.'],
      ['That was an very old one.', 'That was a very old one.'],
      ['Build a API on an JavaScript engine.', 'Build an API on a JavaScript engine.'],
    ]);
  });

  it('follow the way numbers are said', () => {
    corrects([
      ['Wait a 8-minute break or a 11th try.', 'Wait an 8-minute break or an 11th try.'],
      ['It has an 10 kg weight and a 18,000 km range.', 'It has a 10 kg weight and an 18,000 km range.'],
    ]);
  });

  it('are left alone where speakers differ', () => {
    leavesAlone([
      'It was an historic day in a historic hotel, an hotel with a herb garden.',
      'Use a SQL query or an SQL query at a NASA site under an NDA.',
      'Sort a LED by an FAQ, an LED by a FAQ.',
      'It was a uniform, an unimportant one, in a university for an uncle.',
    ]);
  });

  it('are left alone where the letter a is meant', () => {
    leavesAlone([
      'Option a is easier, and vitamin A improves it.',
      'Take a, e, i and o.',
      'If a equals b, a is even.',
      'Grade A eggs are sold here.',
      `Find a ${PLACEHOLDER} or an ${PLACEHOLDER}.`,
      'Choose the item(s) and a(n) option.',
    ]);
  });
});

describe('spacing', () => {
  it('loses the space before a mark', () => {
    corrects([
      ['We came , and we saw it .', 'We came, and we saw it.'],
      ['Did you see it ?', 'Did you see it?'],
      ['Look (as here ) and ( there) again.', 'Look (as here) and (there) again.'],
    ]);
  });

  it('goes to the right side of a mark', () => {
    corrects([
      ['Hello ,world, how are you?', 'Hello, world, how are you?'],
      ['We went( as usual) by bus.', 'We went (as usual) by bus.'],
    ]);
  });

  it('loses the space before marks that come together, and inside quotes and brackets', () => {
    corrects([
      ['What ?! It cannot be.', 'What?! It cannot be.'],
      ['I like it (a lot ).', 'I like it (a lot).'],
      ['He said "yes " and left.', 'He said "yes" and left.'],
      ['He said " no" and stayed.', 'He said "no" and stayed.'],
    ]);
  });

  it('gains the space around brackets of several words', () => {
    corrects([['The list(see below)is long.', 'The list (see below) is long.']]);
    leavesAlone(['The file(s) are here, and read(x) and f(a, b)are calls.', 'He said "yes" to the 5" and 3" disks.']);
  });

  it('gains the space after a comma and a sentence', () => {
    corrects([
      ['We came,and we saw.', 'We came, and we saw.'],
      ['It works.The next one fails.', 'It works. The next one fails.'],
      ['\u201CI see,\u201Dsaid Hal.', '\u201CI see,\u201D said Hal.'],
    ]);
  });

  it('keeps one of two spaces inside a sentence, and leaves those after a full stop', () => {
    corrects([['Two  spaces are here.  None is there.', 'Two spaces are here.  None is there.']]);
    corrects([['It is a   good idea.', 'It is a good idea.']]);
  });

  it('leaves code, names, numbers, lists and smileys alone', () => {
    leavesAlone([
      'Use .NET and .gitignore, or `a ? b : c` like cond ? yes : no here.',
      'It costs 1,000 or 3.14, see foo.bar and Node.js or fmt.Println there.',
      'Write read,write,execute and x,y as they are.',
      'Nice :) and so on ... and then . . . it ended.',
      'Ask for foo :bar or , well, ( spaced ) text.',
      `The ${PLACEHOLDER} , and ${ABSENT}this${ABSENT} , too.`,
      'TL;DR it is done.',
    ]);
    leavesAlone(['name  value  other', 'one\ttwo'], 'tableCell');
  });
});

describe('capitals', () => {
  it('begin a sentence after a sentence', () => {
    corrects([['The build is green. then we ship it.', 'The build is green. Then we ship it.']]);
  });

  it('are not asked of list items, colons, names in small letters, identifiers or abbreviations', () => {
    leavesAlone([
      'Install the tool. npm does the rest.',
      `See the list. ${PLACEHOLDER} does the rest.`,
      'Use the approx. the same amount, etc. the rest is up to you.',
      'He waited... then he left. \u201CWhy?\u201D he asked.',
      'Note: this is fine.',
    ]);
    leavesAlone(['first thing. then another one.'], 'listItem');
  });

  it('make the pronoun I, not a variable', () => {
    corrects([
      ["Yesterday i think i'm late and i've said so.", "Yesterday I think I'm late and I've said so."],
      ['It was for you and i.', 'It was for you and I.'],
      [
        'It rained when i finally arrived, and i play football.',
        'It rained when I finally arrived, and I play football.',
      ],
    ]);
    leavesAlone([
      'Count for i in the range, where i is the index.',
      'The i th element, item i, and part i. of it.',
      `Here ${ABSENT}i${ABSENT} was set.`,
    ]);
  });

  it('are one at the start of a word', () => {
    corrects([['THe end. WHen?', 'The end. When?']]);
    leavesAlone(['Our IDs and URLs, the APIs and OSes.']);
  });

  it('begin the names of days, months, peoples and languages', () => {
    corrects([
      ['On monday the french and english teams met in july.', 'On Monday the French and English teams met in July.'],
    ]);
    leavesAlone([
      'You may march in august company to polish the french fries.',
      'Set lang=english or path/english here.',
    ]);
  });
});

describe('marks', () => {
  it('typed twice are found', () => {
    corrects([
      ['First,, there is this.', 'First, there is this.'],
      ['That is all..', 'That is all.'],
      ['Is that all?.', 'Is that all?'],
    ]);
  });

  it('of ellipses and paths are left alone', () => {
    leavesAlone([
      'Wait... and see.',
      'Go up with cd .. and look.',
      'We met Smith, Jones, etc., and left.',
      'Really?! Yes!!',
      '"Why?". That was it.',
    ]);
  });
});

describe('mechanical findings', () => {
  it('mark a correction as safe only when it is sure and the only one', () => {
    const [sure] = findingsOf('We went to the the harbour.');
    assert.deepEqual([sure?.safe, sure?.candidates.length, sure?.candidates[0]?.gain], [true, 1, 0]);
    const [unsure] = findingsOf('Two  spaces are here.');
    assert.equal(unsure?.safe, false);
  });

  it('read as one plain sentence', () => {
    for (const { message } of findingsOf('It took a hour , the the longest.'))
      assert.match(englishText(message), /^\p{Lu}[^\n]*\.$|^"[^\n]*\.$/u);
  });

  it('are none for an empty sentence', () => {
    assert.deepEqual(findingsOf(''), []);
    assert.deepEqual(findingsOf(' \n '), []);
  });
});
