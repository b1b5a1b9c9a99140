import type { TensorSession } from '../neural/tensorSession';
import { feedsOf } from './encoderGraph';

/** A graph with an output that has a row for each token. */
export interface TokenGraph {
  readonly session: TensorSession;
  /** That output. */
  readonly output: string;
  readonly dimensions: number;
}

/** Rows of the tokens of texts that have the same number of them: of each text [tokens × dimensions]. @throws Error where the output is another one */
export const tokenRowsOf = async (
  { session, output: name, dimensions }: TokenGraph,
  texts: readonly (readonly number[])[],
): Promise<readonly Float32Array[]> => {
  const ofText = texts[0]!.length * dimensions;
  const output = (await session.run(feedsOf(texts, session.inputNames), [name]))[name]!;
  if (output.type !== 'float32' || output.dims.length !== 3 || output.dims.at(-1) !== dimensions)
    throw new Error(
      `its output ${name} is ${output.type} [${output.dims.join(', ')}] instead of rows of ${dimensions}`,
    );
  const { data } = output;
  return texts.map((_, text) => data.subarray(text * ofText, (text + 1) * ofText));
};
