import assert from 'node:assert/strict';
import { maskGitCommit } from '../../server/src/text/markup/plainText/gitCommit';
import { readBlocks } from '../support/maskedBlocks';

const blocks = (source: string): string[] => readBlocks(maskGitCommit(source));

describe('a commit message', () => {
  it('has a heading without its prefix and a body', () => {
    assert.deepEqual(blocks('fix(parser)!: Handle the empty file\n\nIt was read as\na failure.\n\n- one\n- two\n'), [
      'heading: Handle the empty file',
      'paragraph: It was read as a failure.',
      'listItem: one',
      'listItem: two',
    ]);
  });

  it('skips comments, and all below the scissors', () => {
    assert.deepEqual(
      blocks(
        'Add a thing\n\nBody.\n# Please enter the commit message\n# ------------------------ >8 ------------------------\n# Do not modify\ndiff --git a/x b/x\n+wrods\n',
      ),
      ['heading: Add a thing', 'paragraph: Body.'],
    );
  });

  it('skips trailers', () => {
    assert.deepEqual(
      blocks(
        'Add a thing\n\nNote: this stays prose.\n\nFixes #12\nSigned-off-by: A <a@example.org>\nCo-authored-by: B <b@example.org>\nChange-Id: I0123\n',
      ),
      ['heading: Add a thing', 'paragraph: Note: this stays prose.'],
    );
  });

  it('has no prose in subjects that Git wrote', () => {
    assert.deepEqual(blocks("Merge branch 'frist' into second\n\n# Conflicts:\n"), []);
    assert.deepEqual(blocks('Revert "Add teh thing"\n\nIt broke the build.\n'), ['paragraph: It broke the build.']);
  });

  it('may begin with comments, or be empty', () => {
    assert.deepEqual(blocks('\n# comment\n\nSubject line\n'), ['heading: Subject line']);
    assert.deepEqual(blocks(''), []);
  });
});
