import assert from 'node:assert/strict';
import { languageOf } from '../../server/src/text/markup/languageOf';
import { hasProse, maskDocument, parserFor } from '../../server/src/text/markup/maskDocument';
import { readBlocks } from '../support/maskedBlocks';

const snapshot = (languageId: string, text: string) => ({ uri: 'file:///a', version: 1, languageId, text });

describe('the language of a file', () => {
  it('follows from its extension, in any case', () => {
    assert.equal(languageOf('docs/a.md'), 'markdown');
    assert.equal(languageOf('C:\\docs\\PAGE.HTM'), 'html');
    assert.equal(languageOf('a/b.c/page.mdx'), 'mdx');
    assert.equal(languageOf('notes.v2.txt'), 'plaintext');
    assert.equal(languageOf('x.unknown'), undefined);
  });

  it('follows from a name that tools agree on', () => {
    assert.equal(languageOf('.git/COMMIT_EDITMSG'), 'git-commit');
    assert.equal(languageOf('.git/rebase-merge/git-rebase-todo'), 'git-rebase');
    assert.equal(languageOf('README'), 'plaintext');
    assert.equal(languageOf('constructor'), undefined);
  });

  it('of a script without an extension follows from its first line', () => {
    assert.equal(languageOf('bin/run', '#!/usr/bin/env -S python3 -u'), 'python');
    assert.equal(languageOf('bin/run', '#! /bin/bash'), 'shellscript');
    assert.equal(languageOf('bin/run', 'hello'), undefined);
  });
});

describe('masking a document', () => {
  it('has no prose in a language that is not known', () => {
    const masked = maskDocument(snapshot('bibtex', 'title = {The words}'), {});
    assert.deepEqual(masked, { text: 'title = {The words}', blocks: [] });
    assert.equal(hasProse('git-rebase'), false);
  });

  it('needs no parser for Markdown, MDX, plain text and commit messages', () => {
    for (const languageId of ['markdown', 'mdx', 'plaintext', 'git-commit']) {
      assert.equal(parserFor(languageId), undefined);
      assert.equal(readBlocks(maskDocument(snapshot(languageId, 'Some words.\n'), {})).length, 1);
    }
  });

  it('names the parser that is missing', () => {
    assert.equal(parserFor('html'), 'html');
    assert.throws(() => maskDocument(snapshot('html', '<p>'), {}), /html parser must be loaded/);
  });
});
