import type { onnx } from 'onnx-proto';
import { elementTypes } from '../graph/element-types.ts';
import { appendInitializer, appendNode, text, type GraphParts } from '../graph/graph-parts.ts';
import { int8s, uint8s } from '../graph/initializers.ts';
import { packRuns } from './pack-codes.ts';

// What this file writes is paid for in bytes that the codes are to save: hence the short names, and sizes as varints.

/** Operator set of files with a stream: that of all files without 2-bit types. */
export const opsetOfStream = 21;

/** Codes of one layer in a stream. */
interface StreamedCodes {
  readonly codes: Int32Array;
  readonly shape: readonly number[];
  readonly bits: number;
  readonly signed: boolean;
}

/**
 * One container of bytes for the codes of several layers, each with exactly its bits, and the operators that read it.
 * The file pays for them once.
 */
export interface BitStream {
  /**
   * Adds codes and appends what gives them back, of their shape and as int32.
   *
   * @returns name of the codes.
   */
  append(parts: GraphParts, codes: StreamedCodes): string;
  /** Puts the bytes, and what takes them apart, before all nodes that read codes. To be called once, at the end. */
  finish(parts: GraphParts): void;
}

/** Sizes as a 64-bit initializer, in the form that takes a byte for each small number. */
const sizes = (name: string, values: readonly number[]): onnx.ITensorProto => ({
  name,
  dataType: elementTypes.int64,
  dims: [values.length],
  int64Data: [...values],
});

/**
 * What a bit is worth at each place, the highest of a signed code being negative. The product with zeros and ones is
 * small, so that no kernel for unsigned times signed bytes saturates.
 */
function appendWorths(parts: GraphParts, bits: number, signed: boolean): string {
  const name = `/${signed ? 'i' : 'u'}${bits}`;
  if (parts.initializers.some((known) => known.name === name)) return name;
  const worths = Array.from({ length: bits }, (_, at) => (signed && at === bits - 1 ? -1 : 1) * 2 ** at);
  return appendInitializer(
    parts,
    signed ? int8s(name, Int8Array.from(worths), [bits]) : uint8s(name, Uint8Array.from(worths), [bits]),
  );
}

/** The bytes as one row of single bits: shifted to the lowest place one after another, and masked. */
function appendBits(parts: GraphParts, bytes: Uint8Array): string {
  const packed = appendInitializer(parts, uint8s('/bytes', bytes, [bytes.length, 1]));
  const shifts = appendInitializer(parts, uint8s('/to', Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7), [8]));
  const one = appendInitializer(parts, uint8s('/one', Uint8Array.of(1), []));
  const flat = appendInitializer(parts, sizes('/flat', [-1]));
  const shifted = appendNode(parts, 'BitShift', [packed, shifts], '/s', [text(parts, 'direction', 'RIGHT')]);
  return appendNode(parts, 'Reshape', [appendNode(parts, 'BitwiseAnd', [shifted, one], '/b'), flat], '/f');
}

/** Creates an empty stream. */
export function createBitStream(): BitStream {
  const runs: StreamedCodes[] = [];
  return {
    append(parts, run) {
      const at = runs.push(run) - 1;
      const { shape, bits, signed } = run;
      const dims = appendInitializer(parts, sizes(`/${at}d`, [...shape, bits]));
      const grouped = appendNode(parts, 'Reshape', [`/${at}`, dims], `/${at}g`);
      return appendNode(parts, 'MatMulInteger', [grouped, appendWorths(parts, bits, signed)], `/${at}c`);
    },
    finish({ schema, nodes, initializers }) {
      if (runs.length === 0) return;
      const first: GraphParts = { schema, nodes: [], initializers };
      const bytes = packRuns(runs);
      const bits = appendBits(first, bytes);
      const lengths = runs.map((run) => run.codes.length * run.bits);
      const filling = 8 * bytes.length - lengths.reduce((sum, length) => sum + length, 0);
      const pieces = filling === 0 ? lengths : [...lengths, filling];
      const cuts = appendInitializer(first, sizes('/cut', pieces));
      first.nodes.push({ opType: 'Split', input: [bits, cuts], output: pieces.map((_, at) => `/${at}`) });
      nodes.unshift(...first.nodes);
    },
  };
}
