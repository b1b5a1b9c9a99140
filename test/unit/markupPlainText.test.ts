import assert from 'node:assert/strict';
import { maskPlainText } from '../../server/src/text/markup/plainText/plainText';
import { ABSENT } from '../../server/src/text/maskedDocument';
import { readBlocks } from '../support/maskedBlocks';

const blocks = (source: string): string[] => readBlocks(maskPlainText(source));

describe('plain text', () => {
  it('joins hard-wrapped lines and separates paragraphs at blank lines', () => {
    assert.deepEqual(
      blocks('The first paragraph is wrapped\nat a column, and it goes on\nover lines.\n\nThe second one.\n'),
      [
        'paragraph: The first paragraph is wrapped at a column, and it goes on over lines.',
        'paragraph: The second one.',
      ],
    );
  });

  it('keeps one line of any sentence whole', () => {
    for (const line of [
      'I paid $5 (or $6) & left.',
      'Run cat words | sort | less to see them.',
      '" Yes , sir . "',
      'A. Smith wrote to me.',
      'i has went to the <market> yesterday',
      '1984 was a good year, wasn’t it?',
      'If x < y && y > z, then (surely) x < z holds; is that right?',
    ])
      assert.deepEqual(
        blocks(line).map((block) => block.replace(/^\w+: /, '')),
        [line],
      );
  });

  it('reads underlined and short lines as headings', () => {
    assert.deepEqual(
      blocks('Overview\n========\nSome text follows here.\n\nA Short Title\n\nMore text, with a stop.'),
      [
        'heading: Overview',
        'paragraph: Some text follows here.',
        'heading: A Short Title',
        'paragraph: More text, with a stop.',
      ],
    );
  });

  it('leaves list marks out and lets items go on', () => {
    assert.deepEqual(blocks('  - First item that\n    goes on.\n  * Second.\n\n1. Third\n(b) fourth\n'), [
      'listItem: First item that goes on.',
      'listItem: Second.',
      'listItem: Third',
      'listItem: fourth',
    ]);
  });

  it('reads quoted mail without its marks', () => {
    assert.deepEqual(blocks('> I think we should\n> go there.\n>> Why would\n>> we go?\nBecause it is nice there.'), [
      'quote: I think we should go there.',
      'quote: Why would we go?',
      'paragraph: Because it is nice there.',
    ]);
  });

  it('has no prose in tables, logs, prompts and indented code', () => {
    assert.deepEqual(
      blocks(
        '+---+---+\n| a | b |\n+---+---+\n\n2024-05-06 07:08:09 INFO it began\n[07:08:10] it ended\n\nName      Age\nAnn       12\n\nRun this now:\n\n    $ make install\n    gcc -o main main.c && ./main\n\nThat was all.',
      ),
      ['paragraph: Run this now:', 'paragraph: That was all.'],
    );
  });

  it('keeps indented prose', () => {
    assert.deepEqual(blocks('     This paragraph is indented as a whole, the way\n     old manuals were.\n'), [
      'paragraph: This paragraph is indented as a whole, the way old manuals were.',
    ]);
  });

  it('begins a new block where a short line was ended on purpose', () => {
    assert.deepEqual(
      blocks(
        'Dear Ann,\nThank you for the letter you sent to us last week, it was kind\nof you to write.\nYours,\nBen',
      ),
      [
        'paragraph: Dear Ann,',
        'paragraph: Thank you for the letter you sent to us last week, it was kind of you to write.',
        'paragraph: Yours,',
        'paragraph: Ben',
      ],
    );
  });

  it('reads URLs and code as nouns and keeps the words of emphasis', () => {
    assert.deepEqual(blocks('See https://x.y/z, run `make` *now* for my_var_name.'), [
      'paragraph: See ◆, run ◆ now for my_var_name.',
    ]);
  });

  it('reads every kind of line break', () => {
    assert.deepEqual(blocks('One line\r\ngoes on.\r\rTwo lines\rgo on.'), [
      'paragraph: One line goes on.',
      'paragraph: Two lines go on.',
    ]);
    const { text, blocks: found } = maskPlainText('One line  \r\n   goes on.');
    assert.equal(text.slice(found[0]!.start, found[0]!.end).replaceAll(ABSENT, ''), 'One line\r\ngoes on.');
  });
});
