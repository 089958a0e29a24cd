import { bitOperations, weightBits, type CostTable } from '@cfq/bit-allocation';
import { networkOfModel } from '../model/network-of-model.ts';
import type { Teacher } from '../model/teacher.ts';
import { roundedWeight, type WeightRounding } from '../stages/bits/rounded-layers.ts';

/** What a budget may count. */
export const costKinds = ['bits', 'bytes', 'bit-operations'] as const;

/** A kind of cost: bits of weights, bytes of their codes in the packed file, or bit operations a row. */
export type CostKind = (typeof costKinds)[number];

/** What a table of costs is made for. */
export interface CostProblem {
  readonly teacher: Pick<Teacher, 'model' | 'parameters'>;
  /** Bits that a weight may have, ascending: the columns of the table. */
  readonly widths: readonly number[];
  /** How layers are rounded. */
  readonly rounding: WeightRounding;
  /** Bits of what each layer's weights are multiplied by; 32 for floats. */
  readonly inputBits: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** Makes the table of costs of each kind, the same on every machine. */
export const costTables: {
  readonly [Kind in CostKind]: (problem: CostProblem) => Promise<CostTable>;
} = {
  bits: ({ teacher, widths }) => Promise.resolve(weightBits(teacher.model.layers, widths)),
  bytes: packedBytes,
  'bit-operations': ({ teacher, widths, inputBits }) =>
    Promise.resolve(
      bitOperations(
        teacher.model.layers.map((own, at) => ({ ...own, inputBits: inputBits[at]! })),
        widths,
      ),
    ),
};

/** Bytes of the codes of every layer at every width in the file that `packNetwork` writes with all layers at that width. */
async function packedBytes({ teacher, widths, rounding, signal }: CostProblem): Promise<CostTable> {
  // What packs is loaded where bytes are counted alone: no other student needs it to be trained.
  const { packNetwork } = await import('@cfq/deploy');
  const { model, parameters } = teacher;
  const columns: ReadonlyMap<string, number>[] = [];
  for (const bits of widths) {
    signal?.throwIfAborted();
    const weights = Object.fromEntries(
      model.layers.map(({ layer }) => [layer, roundedWeight(parameters[layer]!.weight, bits, rounding)]),
    );
    const packed = await packNetwork(networkOfModel(model, parameters, { weights }));
    columns.push(new Map(packed.layers.map(({ layer, codeBytes }) => [layer, codeBytes])));
  }
  return {
    unit: 'bytes',
    cost: model.layers.map(({ layer }) => columns.map((bytes) => bytes.get(layer)!)),
  };
}
