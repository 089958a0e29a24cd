/** One weight of a stored LayersModel. */
export interface WeightSpec {
  /** E.g. `dense_Dense1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: unknown;
}

/** A stored LayersModel: what `model.save` hands to an IO handler, or `model.json` with the bytes beside it. */
export interface LayersModelArtifacts {
  /** The topology, an object as in `model.json`. */
  readonly modelTopology?: unknown;
  /** Weights in the order of the bytes. */
  readonly weightSpecs?: readonly WeightSpec[] | undefined;
  /** The same in a `model.json`. */
  readonly weightsManifest?: readonly { readonly weights: readonly WeightSpec[] }[] | undefined;
  /** The bytes of all weights, or of every shard, in order. */
  readonly weightData?: ArrayBuffer | Uint8Array | readonly (ArrayBuffer | Uint8Array)[] | undefined;
}

/** The part of a live `tf.LayersModel` that is read. */
export interface LiveLayersModel {
  toJSON(unused?: unknown, returnString?: boolean): unknown;
  readonly layers: readonly {
    readonly name: string;
    getWeights(): readonly { readonly shape: readonly number[]; dataSync(): ArrayLike<number> }[];
  }[];
}

/** One layer of the topology. */
export interface TopologyLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the layers it reads; null in a sequential model. */
  readonly reads: readonly string[] | null;
}
