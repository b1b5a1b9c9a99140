import { existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { ArpaError, readArpa } from '../../lm/ngram/arpaReader';
import { ModelFormatError } from '../../lm/ngram/compactFormat';
import { writeCompact } from '../../lm/ngram/compactWriter';
import { NgramModel } from '../../lm/ngram/ngramModel';
import { writeAtomically } from '../../platform/atomicWrite';
import { DocumentFileError, systemMessage } from '../../platform/documentFile';
import { isArpaFile, readModelBytes } from '../../platform/modelFile';
import { userModelsFolder } from '../../platform/modelFolders';
import { fileSha256, type ModelEntry, manifestFileName } from '../../platform/modelManifest';
import { readTextLines } from '../../platform/textLines';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { otherModels, removeFiles } from './importedModel';
import { modelsIn } from './installed';
import type { ImportOptions } from './options';

/** Runs `surprisal models import`: checks a model, copies it to the user's own and lists it there. */
export const importModel = async (path: string, options: ImportOptions): Promise<number> => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const { importNeural } = await import('./importNeural');
    return importNeural(path, options);
  }
  const { bytes, model, converted } = readNgram(path, options.id);
  const id = options.id ?? (converted ? basename(path, extname(path)) : model.id);
  const others = otherModels(id, options);
  const folder = userModelsFolder();
  const replaced = modelsIn(folder).find((entry) => entry.id === id);
  const file = `${id}.bin`;
  try {
    mkdirSync(folder, { recursive: true });
    await writeAtomically(join(folder, file), bytes);
    const entry: ModelEntry = {
      id,
      file,
      kind: 'ngram',
      sha256: await fileSha256(join(folder, file)),
      bytes: bytes.length,
      licence: options.licence ?? 'unknown',
      origin: basename(path),
      order: model.order,
      vocabularySize: model.vocabularySize,
    };
    await writeAtomically(join(folder, manifestFileName), `${JSON.stringify([...others, entry], null, 2)}\n`);
    if (replaced !== undefined && replaced.file !== file) removeFiles(folder, replaced);
  } catch (error) {
    throw new CommandError(`${folder}: cannot be written: ${systemMessage(error)}`);
  }
  printMessage(`imported ${id}: order ${model.order}, ${model.vocabularySize} words; use it with --model ${id}`);
  return exitCodes.nothingFound;
};

/** A model's bytes in our own format, checked by opening them. */
const readNgram = (path: string, id: string | undefined) => {
  if (!existsSync(path))
    throw new CommandError(`${path}: no such file; name an ARPA file or a model of surprisal train`);
  try {
    const converted = isArpaFile(path);
    const bytes = converted
      ? writeCompact(readArpa(readTextLines(path)), { id: id ?? basename(path, extname(path)) })
      : readModelBytes(path);
    return { bytes, model: NgramModel.read(bytes), converted };
  } catch (error) {
    if (error instanceof DocumentFileError) throw new CommandError(`${path}: ${error.message}`);
    if (error instanceof ArpaError) throw new CommandError(`${path}: not a whole ARPA file: ${error.message}`);
    if (error instanceof ModelFormatError)
      throw new CommandError(`${path}: ${error.message}; name an ARPA file or a model of surprisal train`);
    throw new CommandError(`${path}: ${systemMessage(error)}`);
  }
};
