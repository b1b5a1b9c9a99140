import writeFileAtomic from 'write-file-atomic';

/**
 * Replaces a file's content in one step: a reader, or a crash, sees the old content or the new, never a part.
 * Mode and owner are kept; through a symbolic link the file it names is replaced.
 */
export const writeAtomically = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  await writeFileAtomic(path, typeof bytes === 'string' ? bytes : Buffer.from(bytes));
};
