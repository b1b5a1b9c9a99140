import type { Tensor } from '../neural/tensorSession';

/** What a graph may be given besides its ids, one value a token. No text is padded, and each is one segment. */
export const constantInputs: Readonly<Record<string, bigint>> = { attention_mask: 1n, token_type_ids: 0n };

/** How exports name rows of tokens. */
export const rowNames: readonly string[] = ['last_hidden_state', 'token_embeddings'];

/** What a graph is fed for texts that have the same number of tokens. @param inputNames what it asks for */
export const feedsOf = (
  texts: readonly (readonly number[])[],
  inputNames: readonly string[],
): Readonly<Record<string, Tensor>> => {
  const dims = [texts.length, texts[0]!.length];
  const tensor = (data: BigInt64Array): Tensor => ({ type: 'int64', dims, data });
  const ids = BigInt64Array.from(texts.flat(), BigInt);
  const feeds: Record<string, Tensor> = { input_ids: tensor(ids) };
  for (const name of inputNames)
    if (name !== 'input_ids') feeds[name] = tensor(new BigInt64Array(ids.length).fill(constantInputs[name]!));
  return feeds;
};
