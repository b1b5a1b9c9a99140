import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';

const writeBits = 0o222;

/** A rename asks the folder for permission, not the file: without this a file that was made read-only would be replaced. */
const refuseReadOnly = async (path: string): Promise<void> => {
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // The superuser may write anything; that it was made read-only still says that it is not to be written.
  const { mode } = await stat(path);
  if ((mode & writeBits) === 0) throw Object.assign(new Error(`${path} is read-only`), { code: 'EACCES' });
};

/**
 * Replaces a file's content in one step: a reader, or a crash, sees the old content or the new, never a part.
 * Mode and owner are kept; through a symbolic link the file it names is replaced.
 * @throws The system's error; EACCES for a file that is read-only.
 */
export const writeAtomically = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  await refuseReadOnly(path);
  await writeFileAtomic(path, typeof bytes === 'string' ? bytes : Buffer.from(bytes));
};
