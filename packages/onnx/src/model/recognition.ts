import type { FileInterface, FileOutput, FileOutputKind, Network } from '@cfq/network';

/** An output that ONNX Runtime gives as a list of maps, which no runtime for JavaScript reads. */
export interface MapOutput {
  /** The output of the file. */
  readonly name: string;
  /** The tensor [rows, classes] that the maps are made of; `exposeTensor` makes it an output. */
  readonly tensor: string;
  /** Type of that tensor. */
  readonly type: 'float32' | 'float64';
  /** Keys of the maps, in the order of the columns. */
  readonly keys: readonly (string | number)[];
  /** What the columns say; null where that is not known. */
  readonly says: FileOutputKind | null;
}

/** What is said of any file. */
export interface RecognitionCommon {
  /** Outputs that are maps. They are not among the outputs of the interface. */
  readonly maps: readonly MapOutput[];
  /** Operators of domains that ONNX Runtime does not have, e.g. `qonnx.custom_op.general.Quant`: it cannot run the file. */
  readonly foreignOperators: readonly string[];
}

/** A file that is a network of dense layers behind an encoding of its columns. */
export interface RecognisedNetwork extends RecognitionCommon {
  /** Reads the columns that `interface.columns` describes; its logits are in the order of the file's classes. */
  readonly network: Network;
  readonly interface: FileInterface;
  /** The output that the network was read from. */
  readonly output: string;
}

/** A file that can only be asked for its answers. */
export interface BlackBoxFile extends RecognitionCommon {
  /** One sentence: what stood in the way, and where. */
  readonly blackBox: string;
  /** The first operator that stood in the way. */
  readonly operator?: string;
  /** Its name, or that of its first output. */
  readonly node?: string;
  /** Outputs whose meaning the last operators tell, e.g. the probabilities of a tree ensemble. */
  readonly outputs: readonly FileOutput[];
}

/** What a file was recognised as. */
export type Recognition = RecognisedNetwork | BlackBoxFile;

/** What is asked of a recognition. */
export interface RecogniseOptions {
  /** The output to read the network from; default the first that tells logits, else probabilities, else labels. */
  readonly output?: string | undefined;
}
