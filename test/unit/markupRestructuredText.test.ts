import assert from 'node:assert/strict';
import { maskRestructuredText } from '../../server/src/text/markup/restructuredText/restructuredText';
import { readBlocks } from '../support/maskedBlocks';

const blocks = (source: string): string[] => readBlocks(maskRestructuredText(source));

describe('reStructuredText', () => {
  it('sees titles by their lines of marks, and joins the lines of a paragraph', () => {
    assert.deepEqual(
      blocks(`=======
Harbour
=======

Boats
-----
The tide
was out.

----

It came back.
`),
      ['heading: Harbour', 'heading: Boats', 'paragraph: The tide was out.', 'paragraph: It came back.'],
    );
  });

  it('reads inline markup: words stay, names are nouns, notes are absent', () => {
    assert.deepEqual(
      blocks(
        'The *old* **boat** runs ``sail --fast`` with :func:`row` and :ref:`the way it goes <going>`, see `the map <https://a.org/map>`_, ' +
          'Harbour_ and |version| of https://a.org/b_c. It sank [1]_ as [DOE2001]_ says; un\\ *believ*\\ able \\*.',
      ),
      [
        'paragraph: The old boat runs ◆ with ◆ and the way it goes, see the map, Harbour and ◆ of ◆. It sank as ◆ says; unbelievable *.',
      ],
    );
  });

  it('reads the text of notes, and what other directives hold that is prose', () => {
    assert.deepEqual(
      blocks(`.. note:: Mind the
   tide.

   And the wind.

.. code-block:: python
   :linenos:

   no = 'prose'

.. figure:: boat.png
   :alt: no prose

   A boat at night.

.. function:: sail(name, speed)
              row(name)

   Sail the boat called *name*.

.. versionadded:: 3.2
   The *speed* of it.

.. toctree::

   harbour

.. |logo| image:: logo.png
.. _Harbour: https://a.org
.. [1] As they say.
.. a comment
   of two lines

The end.
`),
      [
        'paragraph: Mind the tide.',
        'paragraph: And the wind.',
        'paragraph: A boat at night.',
        'paragraph: Sail the boat called ◆.',
        'paragraph: The ◆ of it.',
        'paragraph: As they say.',
        'paragraph: The end.',
      ],
    );
  });

  it('makes items, fields, options and definitions blocks of their own', () => {
    assert.deepEqual(
      blocks(`:Author: Jane Doe
:param speed: how fast the boat goes

* first the rope
  and the chain
* then

  1. the anchor
  2. the sail

boat
    Something that floats.

-f, --fast  go faster than before
`),
      [
        'paragraph: how fast the boat goes',
        'listItem: first the rope and the chain',
        'listItem: then',
        'listItem: the anchor',
        'listItem: the sail',
        'paragraph: boat',
        'paragraph: Something that floats.',
        'listItem: go faster than before',
      ],
    );
  });

  it('leaves out literal blocks, doctests and grid tables', () => {
    assert.deepEqual(
      blocks(`Like this::

    no prose

Or so: ::

> quoted = 1
> quoted = 2

::

    nor this

>>> sail()
True

+------+------+
| no   | text |
+------+------+

Done.
`),
      ['paragraph: Like this:', 'paragraph: Or so:', 'paragraph: Done.'],
    );
  });

  it('reads the cells of simple tables and the lines of line blocks', () => {
    assert.deepEqual(
      blocks(`======  ================
Boat    What it does
======  ================
Barge   Carries a lot
        of coal.
Canoe   Goes fast.
======  ================

| First line,
| second line.
`),
      [
        'tableCell: Boat',
        'tableCell: What it does',
        'tableCell: Barge',
        'tableCell: Carries a lot of coal.',
        'tableCell: Canoe',
        'tableCell: Goes fast.',
        'paragraph: First line,',
        'paragraph: second line.',
      ],
    );
  });
});
