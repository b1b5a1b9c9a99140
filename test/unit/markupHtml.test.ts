import assert from 'node:assert/strict';
import { parse } from 'parse5';
import { maskHtml } from '../../server/src/text/markup/html/html';
import { ABSENT } from '../../server/src/text/maskedDocument';
import { readBlocks } from '../support/maskedBlocks';

const mask = (source: string) => maskHtml(source, (text) => parse(text, { sourceCodeLocationInfo: true }));
const blocks = (source: string): string[] => readBlocks(mask(source));

describe('HTML', () => {
  it('has a block for each element that starts one', () => {
    assert.deepEqual(
      blocks(
        '<!doctype html><html lang="en"><head><title>A title</title></head><body><h2>A heading</h2><p>One.<p>Two.<ul><li>Item<li>Other</ul><dl><dt>Term<dd>Meaning</dl><blockquote>Quoted</blockquote><table><caption>Above</caption><tr><th>Head<td>Cell</table><figure><figcaption>Below</figcaption></figure></body></html>',
      ),
      [
        'heading: A title',
        'heading: A heading',
        'paragraph: One.',
        'paragraph: Two.',
        'listItem: Item',
        'listItem: Other',
        'listItem: Term',
        'listItem: Meaning',
        'quote: Quoted',
        'caption: Above',
        'tableCell: Head',
        'tableCell: Cell',
        'caption: Below',
      ],
    );
  });

  it('keeps words across inline tags', () => {
    assert.deepEqual(blocks('<p>An un<b>believ</b>able <a href="/x">link</a>.</p>'), [
      'paragraph: An unbelievable link.',
    ]);
  });

  it('reads code, keys and URLs as nouns', () => {
    assert.deepEqual(blocks('<p>Press <kbd>Ctrl</kbd>, run <code>a <b>b</b></code>, see https://x.y/z.</p>'), [
      'paragraph: Press ◆, run ◆, see ◆.',
    ]);
  });

  it('has no prose in scripts, styles, preformatted text, templates and forms', () => {
    assert.deepEqual(
      blocks(
        '<script>let words</script><style>p {}</style><pre>some code</pre><textarea>typed</textarea><template><p>later</p></template><svg><text>drawn</text></svg><select><option>One</select><p>Prose.',
      ),
      ['paragraph: Prose.'],
    );
  });

  it('reads white space as one space', () => {
    const { text, blocks: found } = mask('<p>\n    One\n    <!-- not this -->\n    two\n  </p>');
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end).replaceAll(ABSENT, '')),
      ['One\ntwo'],
    );
  });

  it('reads character references as their characters', () => {
    assert.deepEqual(blocks('<p>Caf&eacute; &amp; tea&nbsp;&hellip; don&#x2019;t'), ['paragraph: Café & tea … don’t']);
  });

  it('leaves out what is marked as another language', () => {
    assert.deepEqual(blocks('<p lang="de">Deutsch.</p><p lang="en-GB">She said <i lang="fr">bonjour</i>.</p>'), [
      'paragraph: She said ◆.',
    ]);
    assert.deepEqual(blocks('<html lang="fr"><p>Bonjour.</p></html>'), []);
  });

  it('ends a block at a line break unless the sentence goes on', () => {
    assert.deepEqual(blocks('<p>One<br>Two<br>and on'), ['paragraph: One', 'paragraph: Two and on']);
  });

  it('takes up an element’s own text after the blocks inside it', () => {
    assert.deepEqual(blocks('<div>Before<p>inside</p>after</div><li>Item<p>paragraph</p>more'), [
      'paragraph: Before',
      'paragraph: inside',
      'paragraph: after',
      'listItem: Item',
      'listItem: paragraph',
      'listItem: more',
    ]);
  });

  it('survives broken markup', () => {
    assert.deepEqual(blocks('</p><b><p>One</b> two</i><table>stray<tr><td>cell</body>after'), [
      'paragraph: One two stray',
      'tableCell: cell after',
    ]);
  });
});
