/** A dense tensor, row-major. */
export type Tensor =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'int32'; readonly dims: readonly number[]; readonly data: Int32Array }
  | { readonly type: 'bool'; readonly dims: readonly number[]; readonly data: Uint8Array };

/** What a graph declares of an input: its element type and its dimensions, a name for one that is free. */
export interface TensorShape {
  readonly type: string;
  readonly dims: readonly (number | string)[];
}

/** A loaded graph. What the neural models need of a runtime, and all that they know of it. */
export interface TensorSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputShapes: Readonly<Record<string, TensorShape>>;
  /**
   * Runs the graph once; only the outputs asked for are computed and copied. The data of feeds is read in place, so a tensor object
   * may be kept and its data changed between runs.
   * @throws Error when shapes do not fit, with the runtime's own message
   */
  run(feeds: Readonly<Record<string, Tensor>>, fetches: readonly string[]): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}
