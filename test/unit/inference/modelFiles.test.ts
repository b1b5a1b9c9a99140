import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnavailableError } from '../../../server/src/inference/inferenceErrors';
import { readModelFiles, shippedModelPath } from '../../../server/src/inference/modelFiles';
import { folderWith } from '../../support/program';

const tiny = 'test/fixtures/neural/tiny.model.json';

describe("the description of a model's files", () => {
  const refused = (content: string) => {
    const path = join(folderWith({ 'my.model.json': content }), 'my.model.json');
    assert.throws(
      () => readModelFiles(path),
      (error: UnavailableError) => error.kind === 'files' && error.message.startsWith(`The file ${path} describes no`),
    );
  };
  const changed = (change: (description: { version: number; files: { file: string; role: string }[] }) => void) => {
    const description = JSON.parse(readFileSync(tiny, 'utf8')) as Parameters<typeof change>[0];
    change(description);
    return JSON.stringify(description);
  };

  it('names the model, and where its files lie', () => {
    const files = readModelFiles(tiny);
    assert.equal(files.id, 'tiny');
    assert.equal(files.pathOf('body'), join('test/fixtures/neural', 'tiny.body.onnx'));
    const { path, tokens } = files.prefix('text');
    assert.ok(path.endsWith('tiny.prefix-text.bin') && tokens.length > 0);
    // A purpose that this model has no prefix of its own for.
    assert.equal(files.prefix('judging').path, path);
  });

  it('of the model that came with the program is there', () => {
    assert.equal(readModelFiles(shippedModelPath()).id, 'smollm2-135m');
  });

  it('is refused when it is of another version, is cut short, or lacks a part', () => {
    refused('');
    refused(readFileSync(tiny, 'utf8').slice(0, 200));
    refused(changed((description) => (description.version = 2)));
    refused(
      changed(({ files }) =>
        files.splice(
          files.findIndex(({ role }) => role === 'head'),
          1,
        ),
      ),
    );
  });

  it('is refused when it names a file outside of its folder', () => {
    for (const file of ['../tiny.body.onnx', '/etc/passwd', 'sub/tiny.body.onnx', '..\\tiny.body.onnx'])
      refused(changed(({ files }) => (files[0]!.file = file)));
  });

  it('is named when it is missing', () => {
    const path = join(folderWith(), 'none.model.json');
    assert.throws(
      () => readModelFiles(path),
      new UnavailableError('files', {
        template: 'The model file {0} is missing; install the model again.',
        values: [path],
      }),
    );
    writeFileSync(path, readFileSync(tiny));
    assert.equal(readModelFiles(path).id, 'none');
  });
});
