import type { FileInterface } from '@cfq/network';
import type { MapOutput } from './recognition.ts';
import type { OnnxValueInfo } from './onnx-file.ts';
import type { ElementType } from './onnx-tensor.ts';

/** A stored tensor. */
export interface InspectedTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Bits of an element; null for texts and types without a size. */
  readonly bits: number | null;
  readonly bytes: number;
}

/** How often an operator occurs. */
export interface InspectedOperator {
  /** With its domain, where that is not the standard one. */
  readonly operator: string;
  readonly count: number;
}

/** What a file holds, as plain data. */
export interface Inspection {
  readonly bytes: number;
  readonly irVersion: number;
  readonly producer: string;
  readonly opsets: Readonly<Record<string, number>>;
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  /** In the order of their first occurrence. */
  readonly operators: readonly InspectedOperator[];
  /** Functions that the file defines for itself, with their domain. */
  readonly functions: readonly string[];
  readonly tensors: readonly InspectedTensor[];
  /** Bytes of all tensors. */
  readonly tensorBytes: number;
  /** All metadata but ours. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Metadata of files that `cfq` wrote, without the prefix `cfq.`. */
  readonly ours: Readonly<Record<string, string>>;
  /** Operators that ONNX Runtime does not have: it cannot run the file. */
  readonly foreignOperators: readonly string[];
  /** Outputs that are lists of maps. */
  readonly maps: readonly MapOutput[];
  /** What the file was recognised as. */
  readonly recognised:
    | {
        readonly network: true;
        /** Columns that it reads, then outputs of each layer. */
        readonly widths: readonly number[];
        /** Bits that the columns are rounded to; null where they are not. */
        readonly columnBits: number | null;
        /** Bits of the weights of each layer; 32 where they are float. */
        readonly weightBits: readonly number[];
        /** How often the sums of each layer are rounded before its bias is added. */
        readonly sumGrids: readonly number[];
        /** Bits that the outputs of each layer are rounded to; null where they are not. */
        readonly activationBits: readonly (number | null)[];
        readonly interface: FileInterface;
      }
    | {
        readonly network: false;
        readonly why: string;
        readonly operator: string | null;
        readonly node: string | null;
      };
}
