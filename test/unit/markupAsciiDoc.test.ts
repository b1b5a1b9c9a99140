import assert from 'node:assert/strict';
import { maskAsciiDoc } from '../../server/src/text/markup/asciiDoc/asciiDoc';
import { readBlocks } from '../support/maskedBlocks';

const blocks = (source: string): string[] => readBlocks(maskAsciiDoc(source));

describe('AsciiDoc', () => {
  it('sees the header, titles of both kinds and paragraphs', () => {
    assert.deepEqual(
      blocks(`= The Harbour
Jane Doe <jane@example.org>
:toc: left
:url: https://a.org

== Boats [[boats]]
The tide
was out.

Later
-----
// a comment
It came
// another one
back.
`),
      [
        'heading: The Harbour',
        'heading: Boats',
        'paragraph: The tide was out.',
        'heading: Later',
        'paragraph: It came back.',
      ],
    );
  });

  it('reads inline markup: words stay, code and references are nouns', () => {
    assert.deepEqual(
      blocks(
        'The *old* _boat_ un**believ**able runs `sail --fast` with {version}, see https://a.org/map[the map^], link:a.html[here,window=_blank], ' +
          '<<boats>> and <<boats,the boats>>, press kbd:[Ctrl+S] at https://b.org. It is "`fine`" [.red]#today# footnote:[Not always.] +\n' +
          'and {url}[now] \\*so* ((index)).',
      ),
      [
        'paragraph: The old boat unbelievable runs ◆ with ◆, see the map, here, ◆ and the boats, press ◆ at ◆. It is “fine” today and now *so* index.',
      ],
    );
  });

  it('reads what blocks of prose hold and leaves out the others', () => {
    assert.deepEqual(
      blocks(`.A boat at night
image::boat.png[no prose]

[source,ruby]
----
no = 'prose'
----

....
nor this
....

[source]
nor that

NOTE: Mind the tide.

[WARNING]
====
And the wind.
====

[quote, Jane Doe]
____
It was dark.
____

////
a comment
////

  an indented literal

ifdef::env[]
include::more.adoc[]
endif::[]

++++
<b>no prose</b>
++++
The end.
`),
      [
        'caption: A boat at night',
        'paragraph: Mind the tide.',
        'paragraph: And the wind.',
        'paragraph: It was dark.',
        'paragraph: The end.',
      ],
    );
  });

  it('makes items and definitions blocks of their own', () => {
    assert.deepEqual(
      blocks(`* first the rope
  and the chain
** then the *anchor*
. [x] step one
<1> explained
--fast::
	Go faster.
+
Much faster.

The old boat:: It sank.
`),
      [
        'listItem: first the rope and the chain',
        'listItem: then the anchor',
        'listItem: step one',
        'listItem: explained',
        'paragraph: Go faster.',
        'paragraph: Much faster.',
        'listItem: The old boat',
        'listItem: It sank.',
      ],
    );
  });

  it('reads the cells of tables', () => {
    assert.deepEqual(
      blocks(`[cols="1,2m,3"]
|===
|Name |Call |What it
does

|Barge |no_prose() 2+|Carries a lot.
a|
* a list
|===
`),
      [
        'tableCell: Name',
        'tableCell: What it does',
        'tableCell: Barge',
        'tableCell: Carries a lot.',
        'tableCell: a list',
      ],
    );
  });
});
