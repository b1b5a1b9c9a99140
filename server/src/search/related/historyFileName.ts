/** The file beside the index of a repository that keeps what was learnt from its history. */
export const historyFileName = 'history';
