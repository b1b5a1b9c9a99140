import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { EmbeddingDescription } from '../../inference/embeddingFiles';
import type { ModelDescription } from '../../inference/modelFiles';
import { writeAtomically } from '../../platform/atomicWrite';
import { formatBytes, systemMessage } from '../../platform/documentFile';
import { userModelsFolder } from '../../platform/modelFolders';
import { fileSha256, type ModelEntry, manifestFileName } from '../../platform/modelManifest';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { otherModels, removeFiles } from './importedModel';
import { modelsIn } from './installed';
import { checkVocabulary, type ModelFolder, readModelFolder } from './modelFolder';
import type { ImportOptions } from './options';

/** The sentence that a model has to read before it is taken in. */
const trialSentence = 'They went home, and all was well.';

/**
 * Takes in a neural model from a folder: its files are copied, checked in the process that would use them, and listed only then. What
 * was imported under the name before is there until that moment.
 */
export const importNeural = async (folder: string, options: ImportOptions): Promise<number> => {
  const source = readModelFolder(folder);
  const id = options.id ?? (source.descriptionPath === undefined ? basename(resolve(folder)) : source.name);
  const others = otherModels(id, options);
  const modelsFolder = userModelsFolder();
  const replaced = modelsIn(modelsFolder).find((entry) => entry.id === id);
  let staged: string | undefined;
  try {
    mkdirSync(modelsFolder, { recursive: true });
    removeAbandoned(modelsFolder);
    staged = mkdtempSync(join(modelsFolder, `.${id}-`));
    const description = await copyModel(source, staged, id);
    await tryModel(id, staged, { folder, kind: source.kind });
    const final = staged.replace(/\.([^/\\]*)$/, '$1');
    renameSync(staged, final);
    staged = final;
    const entries = await entriesOf(id, description, final, source, options);
    await writeAtomically(
      join(modelsFolder, manifestFileName),
      `${JSON.stringify([...others, ...entries], null, 2)}\n`,
    );
    staged = undefined;
    if (replaced !== undefined) removeFiles(modelsFolder, replaced);
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    printMessage(
      `imported ${id}: ${formatBytes(bytes)}; use it with ${source.kind === 'embedding' ? '--embedding-model' : '--model'} ${id}`,
    );
    return exitCodes.nothingFound;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${modelsFolder}: cannot be written: ${systemMessage(error)}`);
  } finally {
    if (staged !== undefined) rmSync(staged, { recursive: true, force: true });
  }
};

/** An import that was ended in the middle leaves its copy; none takes so long. */
const abandonedAfterMs = 24 * 3_600_000;

const removeAbandoned = (modelsFolder: string): void => {
  for (const name of readdirSync(modelsFolder).filter((name) => name.startsWith('.'))) {
    const path = join(modelsFolder, name);
    if (Date.now() - statSync(path).mtimeMs > abandonedAfterMs) rmSync(path, { recursive: true, force: true });
  }
};

/** Of a language model or an embedding model. */
type Description = ModelDescription | EmbeddingDescription;

const copyModel = async (source: ModelFolder, target: string, id: string): Promise<Description> => {
  const description =
    source.descriptionPath === undefined
      ? await copyExported(source, target)
      : await copyConverted(source, source.descriptionPath, target);
  writeFileSync(join(target, `${id}.model.json`), `${JSON.stringify(description, null, 2)}\n`);
  return description;
};

const copyConverted = async ({ kind }: ModelFolder, path: string, target: string): Promise<Description> => {
  const [{ readModelFiles, verifyModelFiles }, { readEmbeddingFiles }] = await Promise.all([
    import('../../inference/modelFiles'),
    import('../../inference/embeddingFiles'),
  ]);
  const folder = dirname(path);
  let description: Description;
  try {
    ({ description } = kind === 'embedding' ? readEmbeddingFiles(path) : readModelFiles(path));
    verifyModelFiles(description, folder);
  } catch (error) {
    throw inOwnWords(error);
  }
  for (const { file } of description.files) copyFile(join(folder, file), join(target, file));
  return description;
};

const copyExported = async (source: ModelFolder, target: string): Promise<Description> => {
  checkVocabulary(source);
  const files: ModelDescription['files'] = [];
  for (const { path, role } of source.files) {
    const file = basename(path);
    const copy = join(target, file);
    copyFile(path, copy);
    files.push({ file, role, bytes: statSync(copy).size, sha256: await fileSha256(copy) });
  }
  const { embedding } = source;
  return embedding === undefined
    ? { format: 'surprisal-causal-lm', version: 1, files }
    : { format: 'surprisal-embedding', version: 1, ...embedding, files };
};

const copyFile = (from: string, to: string): void => {
  try {
    copyFileSync(from, to);
  } catch (error) {
    throw new CommandError(`${from}: cannot be copied: ${systemMessage(error)}`);
  }
};

/** Loads the copy in a process of its own and has it read a sentence. */
const tryModel = async (id: string, copy: string, { folder, kind }: { folder: string } & Pick<ModelFolder, 'kind'>) => {
  const descriptionPath = join(copy, `${id}.model.json`);
  try {
    if (kind === 'embedding') await embedOnce(descriptionPath);
    else if (!(await scoresOnce(id, descriptionPath)))
      throw new CommandError(`${folder}: the model scores a sentence with no number`);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    // The user knows the files by where they were, not by where the copies are.
    throw inOwnWords(error, (message) => message.replaceAll(descriptionPath, folder).replaceAll(copy, folder));
  }
};

/** @returns whether it was with a number */
const scoresOnce = async (id: string, descriptionPath: string): Promise<boolean> => {
  const { InferenceClient } = await import('../../inference/client');
  const model = new InferenceClient({ id, descriptionPath, restarts: 0 });
  try {
    const [score] = await model.score([trialSentence]);
    return Number.isFinite(score!.logProbability);
  } finally {
    model.dispose();
  }
};

const embedOnce = async (descriptionPath: string): Promise<void> => {
  const { EmbeddingClient } = await import('../../inference/embeddingClient');
  const model = new EmbeddingClient({ descriptionPath, restarts: 0 });
  try {
    await model.embed([trialSentence], { kind: 'passage' });
  } finally {
    model.dispose();
  }
};

const inOwnWords = (error: unknown, change = (message: string) => message): CommandError => {
  const message = change((error as Error).message).replace(/; install the model again/, '; convert or export it anew');
  return new CommandError(message.replace(/\.$/, ''), { cause: error });
};

const entriesOf = async (
  id: string,
  { files }: Description,
  folder: string,
  source: ModelFolder,
  options: ImportOptions,
): Promise<readonly ModelEntry[]> => {
  const about = { licence: options.licence ?? licenceIn(source) ?? 'unknown', origin: source.name };
  const place = basename(folder);
  const description = `${id}.model.json`;
  return [
    {
      id,
      file: `${place}/${description}`,
      kind: source.kind,
      sha256: await fileSha256(join(folder, description)),
      bytes: statSync(join(folder, description)).size,
      ...about,
    },
    ...files.map(({ file, role, sha256, bytes }) => ({
      id: `${id}-${file}`,
      file: `${place}/${file}`,
      kind: `${source.kind}-${role}`,
      sha256,
      bytes,
      ...about,
      partOf: id,
    })),
  ];
};

/** What a converter's description says of it. */
const licenceIn = ({ descriptionPath }: ModelFolder): string | undefined => {
  if (descriptionPath === undefined) return undefined;
  const { licence } = JSON.parse(readFileSync(descriptionPath, 'utf8')) as { licence?: unknown };
  return typeof licence === 'string' ? licence : undefined;
};
