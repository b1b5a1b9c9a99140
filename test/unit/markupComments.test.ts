import assert from 'node:assert/strict';
import { loadParsers } from '../../server/src/platform/parsers';
import { maskDocument } from '../../server/src/text/markup/maskDocument';
import type { Parsers } from '../../server/src/text/markup/parsers';
import { sourceLanguages } from '../../server/src/text/markup/sourceCode/sourceCodeGrammars';
import { readBlocks } from '../support/maskedBlocks';

let parsers: Parsers = {};

const blocks = (languageId: string, text: string): string[] =>
  readBlocks(maskDocument({ uri: 'file:///source', version: 1, languageId, text }, parsers));

describe('Comments of source code', () => {
  before(async () => {
    parsers = await loadParsers(Object.keys(sourceLanguages));
  });

  it('joins adjacent line comments and keeps those after code apart', () => {
    assert.deepEqual(
      blocks(
        'typescript',
        `// The boat leaves
// at noon.
const text = 'no prose // here'; // a trailing remark
//
// Nobody waits.

// Another one.
`,
      ),
      [
        'comment: The boat leaves at noon.',
        'comment: a trailing remark',
        'comment: Nobody waits.',
        'comment: Another one.',
      ],
    );
  });

  it('reads JSDoc: descriptions of tags are prose, types and names are not, examples are code', () => {
    assert.deepEqual(
      blocks(
        'typescript',
        `/**
 * Sails to the \`harbour\`, see {@link Harbour} or [the map](https://a.org/map).
 *
 * - first the **old** one
 * - then the rest
 *
 * @param {string} [name=x] - The boat's name
 *   in full.
 * @param speed in knots
 * @returns {Promise<void>} nothing of use
 * @throws {Error} when it sinks
 * @see other
 * @example
 * sail('a'); // and away
 *
 * @deprecated Row instead.
 */
export function sail() {}
`,
      ),
      [
        'comment: Sails to the ◆, see ◆ or the map.',
        'listItem: first the old one',
        'listItem: then the rest',
        "comment: The boat's name in full.",
        'comment: in knots',
        'comment: nothing of use',
        'comment: when it sinks',
        'comment: Row instead.',
      ],
    );
  });

  it('sees comments in JSX and TSX', () => {
    assert.deepEqual(blocks('typescriptreact', 'const a = <p>{/* Shown to nobody. */}text // no comment</p>;'), [
      'comment: Shown to nobody.',
    ]);
    assert.deepEqual(blocks('javascriptreact', 'const a = <p>{/* Shown to nobody. */}</p>;'), [
      'comment: Shown to nobody.',
    ]);
  });

  it('reads Python docstrings: sections, fields, doctests; other strings are not prose', () => {
    assert.deepEqual(
      blocks(
        'python',
        `#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Boats and harbours."""
import os  # noqa: F401

x = """no prose"""

def sail(name, speed):
    """Sail the boat.

    It uses \`\`wind\`\` and :func:\`row\`::

        sail('a', 2)

    Args:
        name (str): The boat's name,
            in full.
        speed: How fast it goes.

    Returns:
        bool: Whether it arrived.

    >>> sail('a', 2)
    True
    """
    # type: ignore
    return True  # it always does

class Boat:
    '''A boat.

    :param int age: its age in years
    :type age: int

    Parameters
    ----------
    owner : str
        Who owns it.
    '''
`,
      ),
      [
        'comment: Boats and harbours.',
        'comment: Sail the boat.',
        'comment: It uses ◆ and ◆:',
        "listItem: The boat's name, in full.",
        'listItem: How fast it goes.',
        'listItem: Whether it arrived.',
        'comment: it always does',
        'comment: A boat.',
        'comment: its age in years',
        'comment: Who owns it.',
      ],
    );
  });

  it('reads Javadoc and its HTML', () => {
    assert.deepEqual(
      blocks(
        'java',
        `/**
 * Moves the boat&nbsp;on. Use {@code sail(1, "x")} or <code>row</code>.
 * <p>It is slow.
 * <ul><li>in calm</li><li>at night</li></ul>
 * <pre>
 * boat.sail();
 * </pre>
 * @param speed the speed in knots
 * @throws java.io.IOException if there is no water
 * @author Jane Doe
 */
class Boat { /* not much */ }
`,
      ),
      [
        'comment: Moves the boat on. Use ◆ or ◆.',
        'comment: It is slow.',
        'comment: in calm',
        'comment: at night',
        'comment: the speed in knots',
        'comment: if there is no water',
        'comment: not much',
      ],
    );
  });

  it('reads Doxygen in C and C++', () => {
    const source = `/// \\brief Moves the boat.
/// \\param[in] speed how fast, see \\c knots
/// \\return nothing
int sail(int speed); ///< kept for old callers
#include <stdio.h>
/*!
 * Sinks it with sink(1, 2).
 * \\code
 * sink();
 * \\endcode
 * Then waits.
 */
`;
    const expected = [
      'comment: Moves the boat.',
      'comment: how fast, see ◆',
      'comment: nothing',
      'comment: kept for old callers',
      'comment: Sinks it with ◆.',
      'comment: Then waits.',
    ];
    assert.deepEqual(blocks('c', source), expected);
    assert.deepEqual(blocks('cpp', source), expected);
  });

  it('reads the XML documentation of C#', () => {
    assert.deepEqual(
      blocks(
        'csharp',
        `#region Boats
/// <summary>
/// Moves the <see cref="Boat"/> on, when <c>speed</c> is set.
/// </summary>
/// <param name="speed">The speed in knots.</param>
/// <returns>Nothing of use.</returns>
/// <example><code>
/// Sail(1);
/// </code></example>
void Sail(int speed) { }
#endregion
`,
      ),
      ['comment: Moves the ◆ on, when ◆ is set.', 'comment: The speed in knots.', 'comment: Nothing of use.'],
    );
  });

  it('reads Go: the declared name is a name, indented lines are code, directives are none', () => {
    assert.deepEqual(
      blocks(
        'go',
        `//go:build linux

// Package boat sails.
package boat

// sailTo moves the boat to [Harbour].
//
//	sailTo("a")
//
// # Limits
//
// It is slow.
func sailTo(name string) {} //nolint:unused
`,
      ),
      ['comment: Package boat sails.', 'comment: ◆ moves the boat to ◆.', 'heading: Limits', 'comment: It is slow.'],
    );
  });

  it('reads the Markdown of Rust', () => {
    assert.deepEqual(
      blocks(
        'rust',
        `//! Boats and [\`Harbour\`]s.

/// Moves the boat, as in [the guide](crate::guide).
///
/// # Panics
///
/// Without *any* water.
/// \`\`\`
/// sail(1);
/// \`\`\`
fn sail() {} // SAFETY: there is water
`,
      ),
      [
        'comment: Boats and ◆s.',
        'comment: Moves the boat, as in the guide.',
        'heading: Panics',
        'comment: Without any water.',
        'comment: there is water',
      ],
    );
  });

  it('reads Ruby, PHP and Shell', () => {
    assert.deepEqual(
      blocks(
        'ruby',
        `# frozen_string_literal: true
# Moves the +boat+ on.
#
#   boat.sail
#
# @param speed [Integer] the speed in knots
# @return [Boolean] whether it arrived
def sail; end
=begin
A longer text.
=end
`,
      ),
      [
        'comment: Moves the ◆ on.',
        'comment: the speed in knots',
        'comment: whether it arrived',
        'comment: A longer text.',
      ],
    );
    assert.deepEqual(
      blocks(
        'php',
        `<?php
/**
 * Moves the boat.
 *
 * @param string|null $name The boat's name.
 * @return bool Whether it arrived.
 */
function sail($name) {} # by hand
// And by wind.
`,
      ),
      [
        'comment: Moves the boat.',
        "comment: The boat's name.",
        'comment: Whether it arrived.',
        'comment: by hand',
        'comment: And by wind.',
      ],
    );
    assert.deepEqual(
      blocks(
        'shellscript',
        '#!/bin/sh\n# shellcheck disable=SC2086\n# Moves the boat\n# on its way.\necho "# no comment" # loudly\n',
      ),
      ['comment: Moves the boat on its way.', 'comment: loudly'],
    );
  });

  it('leaves out code that was commented out, and keeps the prose around it', () => {
    assert.deepEqual(
      blocks(
        'javascript',
        `// The old way was this:
// const boat = new Boat();
// if (boat.sinks(1)) {
//   boat.row();
// }
// It was too slow.
x = 1;
// return boat.sail(now);
y = 2;
/*
for (let i = 0; i < 3; i++) {
  sail(i);
}
*/
// We call boat.sail(now) and
// Boat.wait(1, 2)
// to be sure of it.
`,
      ),
      ['comment: The old way was this:', 'comment: It was too slow.', 'comment: We call ◆ and ◆ to be sure of it.'],
    );
  });

  it('leaves out what speaks to tools, licences and rulers', () => {
    assert.deepEqual(
      blocks(
        'typescript',
        `// SPDX-License-Identifier: Apache-2.0
// Copyright (c) 2020 Jane Doe. All rights reserved.

/* eslint-disable no-console */
// @ts-expect-error the types are wrong
// prettier-ignore
// #region Boats
//----------------------------------------
// --- Harbours ---
// ======
// TODO(jane): paint the hull
/// <reference types="node" />
//# sourceMappingURL=a.js.map
`,
      ),
      ['comment: Harbours', 'comment: paint the hull'],
    );
  });

  it('have no prose where the parser gives up', () => {
    const snapshot = { uri: 'file:///source', version: 1, languageId: 'python', text: '# The tide.' };
    assert.deepEqual(maskDocument(snapshot, { python: { parse: () => null } }).blocks, []);
  });

  it('need the parser of their language', () => {
    const snapshot = { uri: 'file:///source', version: 1, languageId: 'python', text: '# The tide.' };
    assert.throws(() => maskDocument(snapshot, {}), /python parser must be loaded/);
  });
});
