import assert from 'node:assert/strict';
import { maskMarkdown } from '../../server/src/text/markup/markdown/markdown';
import { ABSENT, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { readBlocks } from '../support/maskedBlocks';

const blocks = (source: string): string[] => readBlocks(maskMarkdown(source));
const mdx = (source: string): string[] => readBlocks(maskMarkdown(source, true));
const paragraphs = (...texts: string[]): string[] => texts.map((text) => `paragraph: ${text}`);

/** As the scorer reads it: absent characters gone, white space kept. */
const spelledOut = (source: string): string => {
  const { text, blocks: found } = maskMarkdown(source);
  return found.map(({ start, end }) => text.slice(start, end).replaceAll(ABSENT, '')).join('|');
};

describe('Markdown', () => {
  it('keeps the words of emphasis, strong emphasis, strikethrough and highlights', () => {
    assert.deepEqual(
      blocks('An *odd* and **very _odd_** ~~end~~, un*believ*able and ==marked==.'),
      paragraphs('An odd and very odd end, unbelievable and marked.'),
    );
  });

  it('keeps every offset', () => {
    const source = 'See **the** `code`.';
    const { text } = maskMarkdown(source);
    assert.equal(text.length, source.length);
    assert.equal(text.indexOf('the'), source.indexOf('the'));
    assert.equal(text.slice(12, 18), PLACEHOLDER.repeat(6));
    assert.equal(text.slice(4, 6), ABSENT.repeat(2));
  });

  it('reads inline code as a noun, with the plural that is written onto it', () => {
    assert.deepEqual(blocks('Two `Vec`s and ``a`b`` are `x\ny` here.'), paragraphs('Two ◆ and ◆ are ◆ here.'));
  });

  it('has no prose in fenced, indented and tilde code', () => {
    assert.deepEqual(
      blocks('One.\n\n```js\nlet a\n```\n\nTwo.\n\n    indented\n\nThree.\n\n~~~\ncode\n~~~\n'),
      paragraphs('One.', 'Two.', 'Three.'),
    );
  });

  it('tells headings, list items, quotes and table cells apart', () => {
    assert.deepEqual(
      blocks(
        '# Top #\n\nSetext\n------\n\n- one\n- two\n  goes on\n\n  own paragraph\n\n1. first\n\n> quoted\n> on\nlazily\n\n| a | *b* |\n|---|:-:|\n| c `d` | e\\|f |\n',
      ),
      [
        'heading: Top',
        'heading: Setext',
        'listItem: one',
        'listItem: two goes on',
        'listItem: own paragraph',
        'listItem: first',
        'quote: quoted on lazily',
        'tableCell: a',
        'tableCell: b',
        'tableCell: c ◆',
        'tableCell: e|f',
      ],
    );
  });

  it('reads a wrapped line as one space, whatever marks and indentation stand around the break', () => {
    assert.equal(spelledOut('> - one   \n>   *two*\n'), 'one\ntwo');
    assert.equal(spelledOut('- one\r\n  two\r\n'), 'one\r\ntwo');
    assert.equal(spelledOut('>> one <b><i> two</i></b>\n>> three\n'), 'one two\nthree');
    assert.equal(spelledOut('one<br/>\n  two <br> three'), 'one\ntwo three');
  });

  it('leaves out task marks and the marks of GitHub alerts', () => {
    assert.deepEqual(blocks('- [ ] open\n- [x] done\n\n> [!NOTE]\n> Mind the *gap*.\n'), [
      'listItem: open',
      'listItem: done',
      'quote: Mind the gap.',
    ]);
  });

  it('keeps a link’s text and leaves out where it goes', () => {
    assert.deepEqual(
      blocks(
        'A [*link* text](http://a.b "Title"), a [ref][x], a [collapsed][] and a [short].\n\n[short]: /url "Not prose"\n',
      ),
      paragraphs('A link text, a ref, a collapsed and a short.'),
    );
  });

  it('leaves brackets alone that are no link', () => {
    assert.deepEqual(blocks('He [sic] said a[0].'), paragraphs('He [sic] said a[0].'));
  });

  it('reads bare and bracketed URLs, images and mentions as nouns', () => {
    assert.deepEqual(
      blocks('See https://a.b/c_(d), www.example.org. <https://x.y> ![Alt text](i.png) by @someone (http://q.r).'),
      paragraphs('See ◆, ◆. ◆ ◆ by ◆ (◆).'),
    );
  });

  it('reads a link whose text is a URL', () => {
    assert.deepEqual(blocks('See [https://a.b/c](https://a.b/c) or {@link thing}.'), paragraphs('See ◆ or ◆.'));
  });

  it('reads links of code with their plural, labels without a text, and types as nouns', () => {
    assert.deepEqual(
      blocks('Two [`Stream`][]s, [][`name`] and {string|null}.\n\n[`stream`]: /s'),
      paragraphs('Two ◆, ◆ and ◆.'),
    );
  });

  it('sets an image on its own line apart', () => {
    assert.deepEqual(blocks('![Logo](a.png)\nThe text begins.'), paragraphs('The text begins.'));
  });

  it('reads math as a noun and prices as prices', () => {
    assert.deepEqual(
      blocks('It costs $5 and $10, or US$3. Let $x$ be $a+b$-small, and $$\\sum_i$$ or \\(y = 2\\) hold.'),
      paragraphs('It costs $5 and $10, or US$3. Let ◆ be ◆-small, and ◆ or ◆ hold.'),
    );
    assert.deepEqual(blocks('Set $HOME/$USER and $PATH.'), paragraphs('Set $HOME/$USER and $PATH.'));
    assert.deepEqual(
      blocks('An escaped \\[bracket\\] and \\(aside\\).'),
      paragraphs('An escaped [bracket] and (aside).'),
    );
  });

  it('lets a sentence go on around a displayed formula', () => {
    assert.deepEqual(
      blocks('Thus\n$$\na\n+ b\n$$\nholds for all.\n\n$$\nE = mc^2\n$$\n\nNew start.\n$$x$$\nAnother.'),
      paragraphs('Thus ◆ holds for all.', 'New start. ◆', 'Another.'),
    );
  });

  it('exposes only the title and description of front matter', () => {
    assert.deepEqual(
      blocks('---\nlayout: post\ntitle: "A *plain* `title`"\ndescription: It describes.\ntags: [a, b]\n---\n\nText.\n'),
      ['heading: A *plain* ◆', 'paragraph: It describes.', 'paragraph: Text.'],
    );
    assert.deepEqual(blocks("+++\ntitle = 'Hello there'\n+++\nText."), ['heading: Hello there', 'paragraph: Text.']);
    assert.deepEqual(blocks('---\n\nA rule before.\n\n---\n'), paragraphs('A rule before.'));
  });

  it('leaves out footnote references and reads the notes', () => {
    assert.deepEqual(
      blocks(
        'Said.[^1] More[^long].\n\n[^1]: Short.\n[^long]: A longer note\n    that goes on.\n\n    In two paragraphs.\n',
      ),
      paragraphs('Said. More.', 'Short.', 'A longer note that goes on.', 'In two paragraphs.'),
    );
  });

  it('reads escapes and character references as what they stand for', () => {
    assert.deepEqual(
      blocks('\\*not emphasis\\* AT&amp;T, caf&eacute;, it&#8217;s 5&nbsp;km &mdash; &unknown; done'),
      paragraphs('*not emphasis* AT&T, café, it’s 5 km — done'),
    );
    assert.equal(spelledOut('a &nbsp;&nbsp; b'), 'a  b');
  });

  it('covers a word with its character references, first or last', () => {
    const source = 'the &Eacute;cole caf&eacute; ends';
    const { text } = maskMarkdown(source);
    assert.equal(text.charAt(source.indexOf('&Eacute;')), 'É');
    assert.equal(text.charAt(source.indexOf('&eacute;') + 7), 'é');
  });

  it('leaves out comments and keeps the text in inline tags', () => {
    assert.deepEqual(
      blocks(
        'One <!-- note --> two <b>bold</b> <kbd>Ctrl</kbd>+<kbd>C</kbd> <span class="x">three</span>.\n\n<!-- block\n\ncomment -->\n\nEnd.',
      ),
      paragraphs('One two bold ◆+◆ three.', 'End.'),
    );
    assert.equal(spelledOut('One <!-- note --> two'), 'One two');
    assert.equal(spelledOut('One <i>\ntwo</i>'), 'One two');
  });

  it('reads the text of HTML blocks by element', () => {
    assert.deepEqual(
      blocks(
        '<details>\n<summary>More about it</summary>\n\nHidden *text*.\n\n</details>\n\n<table><tr><th>Head</th><td>Cell</td></tr></table>\n\n<p align="center">Centred <em>text</em>.</p>\n\n<pre>\ncode\n\nmore\n</pre>\n\n<script>\nlet x = 1;\n</script>\n',
      ),
      [
        'heading: More about it',
        'paragraph: Hidden text.',
        'tableCell: Head',
        'tableCell: Cell',
        'paragraph: Centred text.',
      ],
    );
  });

  it('ends a block at a line break unless the sentence goes on', () => {
    assert.deepEqual(
      blocks('First  \nSecond\\\nthird<br>Fourth<br/>and on'),
      paragraphs('First', 'Second third', 'Fourth and on'),
    );
  });

  it('masks shortcodes, wiki links, citations and attributes', () => {
    assert.deepEqual(
      blocks(
        '# A heading {#its-id}\n\nGreat :tada: see [[Page]] and [[Page|the page]], [@doe99, p. 3]; at 10:30:45 in std::vec::Vec.',
      ),
      ['heading: A heading', 'paragraph: Great ◆ see ◆ and the page, ◆; at 10:30:45 in std::vec::Vec.'],
    );
  });

  it('masks Liquid, Mustache, mdBook and Hugo tags', () => {
    assert.deepEqual(
      blocks(
        '{{#include ../a.rs}}\n\n{% include toc.html %}\nHello {{ user.name }}, welcome{% if x %} back{% endif %}.\n\n{% highlight ruby %}\ncode here\n{% endhighlight %}\n\n{{< figure src="a" >}}\n',
      ),
      paragraphs('Hello ◆, welcome back.'),
    );
  });

  it('keeps the prose of mdBook listings and admonitions', () => {
    assert.deepEqual(
      blocks(
        '<Listing number="1-1" file-name="a.rs" caption="A `caption` > here">\n\n```rust\nfn\n```\n\n</Listing>\n\n:::note Title\n\nMind this.\n\n:::\n\n!!! warning "Careful"\n    Indented words.\n\nAfter.',
      ),
      paragraphs('Mind this.', 'Indented words.', 'After.'),
    );
  });

  it('splits definition lists at their marks', () => {
    assert.deepEqual(blocks('Term\n: Its definition\n  goes on.'), paragraphs('Term', 'Its definition goes on.'));
  });

  it('reads a document with a byte order mark and old line ends', () => {
    assert.deepEqual(blocks('\uFEFF# Title\r\rText\rgoes on.'), ['heading: Title', 'paragraph: Text goes on.']);
    assert.deepEqual(blocks('\uFEFF---\ntitle: A\n---\n# B'), ['heading: A', 'heading: B']);
  });

  it('replaces characters that look like masks', () => {
    assert.equal(maskMarkdown(`a${ABSENT}b${PLACEHOLDER}`).text, 'a\uFFFDb\uFFFD');
  });

  it('leaves out import lines that Docusaurus allows, and no sentence that begins so', () => {
    assert.deepEqual(
      blocks("import Tabs from '@theme/Tabs';\n\nimport things from abroad.\n\nexports are fine."),
      paragraphs('import things from abroad.', 'exports are fine.'),
    );
  });
});

describe('MDX', () => {
  it('leaves out modules, expressions and tags, and reads the Markdown inside elements', () => {
    assert.deepEqual(
      mdx(
        "import { A } from './a'\nimport B from './b'\n\nexport const meta = {\n  title: 'No prose',\n\n  n: 1\n}\n\n# Hello, {props.name}\n\n<Tabs items={['a', 'b']}>\n  <Tab title=\"x > y\">\n    Text *inside* <Term id=\"t\">a term</Term> and <Icon />.\n  </Tab>\n</Tabs>\n\n{/* a comment */}\n\n{list.map((item) => (\n  <li>{item}</li>\n))}\n\nThe end{' '}\nis near.\n",
      ),
      ['heading: Hello, ◆', 'paragraph: Text inside a term and ◆.', 'paragraph: The end is near.'],
    );
  });

  it('reads a tag over several lines', () => {
    assert.deepEqual(
      mdx('<Card\n  title="A"\n  onClick={() => {\n    go();\n  }}\n>\n\nInside.\n\n</Card>\n'),
      paragraphs('Inside.'),
    );
  });

  it('has no indented code', () => {
    assert.deepEqual(mdx('<div>\n\n    Indented prose.\n\n</div>'), paragraphs('Indented prose.'));
  });
});
