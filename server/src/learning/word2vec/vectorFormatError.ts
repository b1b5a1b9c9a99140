/** Bytes that are no word vectors; the message is one line and says where. */
export class VectorFormatError extends Error {
  override readonly name = 'VectorFormatError';
}
