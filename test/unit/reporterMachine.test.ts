import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import { githubReporter } from '../../server/src/cli/report/github';
import { jsonLinesReporter, jsonReporter } from '../../server/src/cli/report/json';
import type { CheckedDocument, Reporter, Write } from '../../server/src/cli/report/reporter';
import { sarifReporter, uriOf } from '../../server/src/cli/report/sarif';
import { SourceRoot } from '../../server/src/cli/report/sourceRoot';
import { documentWith, summaryOf } from '../support/reportedDocuments';

const root = new SourceRoot(process.cwd());

const report = (create: (write: Write) => Reporter, ...documents: readonly CheckedDocument[]): string => {
  let output = '';
  const reporter = create((text) => {
    output += text;
  });
  reporter.begin();
  for (const document of documents) reporter.document(document);
  reporter.end(summaryOf(...documents));
  return output;
};

const github = (document: CheckedDocument): string => report((write) => githubReporter(write, root), document);

const sarif = (...documents: readonly CheckedDocument[]): Log =>
  JSON.parse(report((write) => sarifReporter(write, '1.2.3', root), ...documents)) as Log;

describe('the JSON reports', () => {
  it('write one object a line, or one array of the same objects', () => {
    const documents = [documentWith('it has teh\n', 'teh'), documentWith('teh', 'teh', { path: 'b.md', line: 7 })];
    const lines = report(jsonLinesReporter, ...documents)
      .trimEnd()
      .split('\n');
    assert.equal(lines.length, 2);
    const records = lines.map((line) => JSON.parse(line) as unknown);
    assert.deepEqual(JSON.parse(report(jsonReporter, ...documents)), records);
    assert.deepEqual(records[0], {
      path: 'a.md',
      model: 'a-model',
      findings: [
        {
          start: 7,
          end: 10,
          startLine: 1,
          startColumn: 8,
          endLine: 1,
          endColumn: 11,
          kind: 'spelling',
          code: 'unknown-word',
          severity: 'warning',
          message: 'Not a word.',
          confidence: 0.98,
          surprisalBits: 21.432,
          safe: false,
          candidates: [{ replacement: 'the', gain: 14 }],
        },
      ],
    });
    assert.equal((records[1] as { line: number }).line, 7);
  });

  it('are an empty array, or nothing, when there is no document', () => {
    assert.equal(report(jsonReporter), '[]\n');
    assert.equal(report(jsonLinesReporter), '');
  });
});

describe('the GitHub report', () => {
  it('is a workflow command a finding, its parts escaped', () => {
    const document = documentWith('x\nit is teh end', 'teh', {
      path: 'docs/a,b:c%.md',
      message: '100% wrong,\nsee: below',
    });
    assert.equal(
      github(document),
      '::warning file=docs/a%2Cb%3Ac%25.md,line=2,endLine=2,col=7,endColumn=10,title=Surprisal%3A spelling::100%25 wrong,%0Asee: below Better: the\n',
    );
  });

  it('has errors, warnings and notices', () => {
    const levelOf = (severity: 'error' | 'warning' | 'information' | 'hint') =>
      /^::(\w+)/.exec(github(documentWith('teh', 'teh', { severity })))?.[1];
    assert.equal(levelOf('error'), 'error');
    assert.equal(levelOf('information'), 'notice');
    assert.equal(levelOf('hint'), 'notice');
  });

  it('names no columns for a finding over several lines, and the line of the file for a line of it', () => {
    assert.match(github(documentWith('a\nb', 'a\nb')), /line=1,endLine=2,title=/);
    assert.match(github(documentWith('teh', 'teh', { line: 12 })), /line=12,endLine=12,col=1/);
  });
});

describe('the SARIF report', () => {
  it('points to the place by line and column and by offset, and offers the candidates as fixes', () => {
    const run = sarif(documentWith('it has\nteh end', 'teh', { candidates: ['the', 'ten', 'tea', 'tech'] })).runs[0]!;
    const result = run.results![0]!;
    const region = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 4, charOffset: 7, charLength: 3 };
    assert.equal(result.ruleId, 'spelling/unknown-word');
    assert.equal(run.tool.driver.rules![result.ruleIndex!]!.id, result.ruleId);
    assert.equal(result.level, 'warning');
    assert.deepEqual(result.locations![0]!.physicalLocation, {
      artifactLocation: { uri: 'a.md', uriBaseId: '%SRCROOT%' },
      region: { ...region, snippet: { text: 'teh' } },
    });
    assert.equal(result.fixes!.length, 3);
    assert.deepEqual(result.fixes![0]!.artifactChanges[0]!.replacements, [
      { deletedRegion: region, insertedContent: { text: 'the' } },
    ]);
    assert.deepEqual(result.partialFingerprints, { 'sentenceContext/v1': '0123456789abcdef' });
    assert.equal(run.columnKind, 'utf16CodeUnits');
  });

  it('lists a rule once however often it is broken', () => {
    const run = sarif(documentWith('teh', 'teh'), documentWith('teh', 'teh', { path: 'b.md' })).runs[0]!;
    assert.equal(run.tool.driver.rules!.length, 1);
    assert.deepEqual(
      run.results!.map(({ ruleIndex }) => ruleIndex),
      [0, 0],
    );
  });

  it('names what could not be checked', () => {
    let output = '';
    const reporter = sarifReporter(
      (text) => {
        output += text;
      },
      '1.2.3',
      root,
    );
    reporter.end({ ...summaryOf(), failures: [{ path: 'a.bin', reason: 'a binary file' }] });
    const invocation = (JSON.parse(output) as Log).runs[0]!.invocations![0]!;
    assert.equal(invocation.executionSuccessful, false);
    assert.equal(invocation.toolExecutionNotifications![0]!.message.text, 'a binary file');
  });

  it('writes paths as URI references', () => {
    assert.equal(uriOf('docs/a b#1.md'), 'docs/a%20b%231.md');
    assert.equal(uriOf('/tmp/a b.md'), 'file:///tmp/a%20b.md');
  });
});
