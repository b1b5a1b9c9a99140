import assert from 'node:assert/strict';
import { ABSENT, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { segmentSentences } from '../../server/src/text/sentences';

const sentencesOf = (text: string): string[] =>
  segmentSentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

/** `|` marks where sentences meet. */
const cuts = (marked: string): void => assert.deepEqual(sentencesOf(marked.replaceAll('|', '')), marked.split('|'));

describe('sentences', () => {
  it('end at full stops, question and exclamation marks, and keep the white space after them', () => {
    cuts('It rains. |Does it? |Yes!  |Good.');
    cuts('One line.\n|Another\nline.\r\n|A third.');
  });

  it('do not end at abbreviations, titles and initials', () => {
    cuts('Dr. Smith met J. R. R. Tolkien and Mrs. Jones, i.e. friends, e.g. Prof. Lewis vs. Mr. Hall.');
    cuts('See Fig. 3, No. 5 and pp. 7-9 of Vol. 2. |Then stop.');
    cuts('It takes approx. Five Hundred days at 5 p.m. in the U.S. Senate.');
  });

  it('end after an abbreviation or an initial where a function word begins the next', () => {
    cuts('I live in the U.S. |The house is old.');
    cuts('We met at 5 p.m. |He was late.');
    cuts('It has apples, pears, etc. |Other fruit is rare.');
    cuts('So do I. |He does not.');
    cuts('They work at Acme Inc. |It is large.');
  });

  it('do not end inside numbers, versions, addresses and file names', () => {
    cuts('It costs 3.14 in version 1.2.3 of index.html. |See https://a.example/?q=Foo.Bar or me@b.example now.');
  });

  it('keep a list mark with its item', () => {
    cuts('1. Open the door. |2. Close it.');
    cuts('a. First item');
    cuts('iv. Fourth item');
  });

  it('go on after an ellipsis or a quoted mark before a small letter', () => {
    cuts('It was... he said... late. |Wait… |Then go.');
    cuts('\u201CWhy?\u201D he asked. |\u201CGo!\u201D she cried. |He went.');
    cuts('The (really?) odd case ends. |Cond ? yes : no here.');
  });

  it('end after the quotation and bracket that close after the mark', () => {
    cuts('She said \u201CGo.\u201D |Then she left. |(He stayed.) |All was quiet.');
    cuts('He cites it.[12] |Then he stops.');
  });

  it('end where the space or the capital was forgotten', () => {
    cuts('It works.|The next fails.');
    cuts('It works. |then we go on.');
    cuts('Use fmt.Println or Node.js here.');
  });

  it('may begin and end with a placeholder', () => {
    cuts(`Call ${PLACEHOLDER.repeat(5)}. |${PLACEHOLDER.repeat(3)} returns ${PLACEHOLDER}. |Then stop.`);
    cuts(`Use a call, e.g. ${PLACEHOLDER}, here.`);
  });

  it('do not see ABSENT', () => {
    cuts(`${ABSENT}${ABSENT}Note.${ABSENT}${ABSENT} |This is D${ABSENT}r. Smith.`);
  });

  it('have words in them: marks and emoticons stay with the sentence before', () => {
    cuts('Done. |Next. :)');
    cuts('Yes! \u{1F389}');
    cuts('. . .');
  });

  it('of a block without words are one, of an empty block none', () => {
    assert.deepEqual(sentencesOf(' \n'), [' \n']);
    assert.deepEqual(sentencesOf(''), []);
  });

  it('have the offsets of the whole text', () => {
    const text = '# Title\n\u{1F600} One. Two.';
    assert.deepEqual(segmentSentences(text, { start: 8, end: text.length }), [
      { start: 8, end: 16 },
      { start: 16, end: 20 },
    ]);
  });
});
