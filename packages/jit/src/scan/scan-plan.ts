import type * as tf from '@tensorflow/tfjs-core';

import { StructureError } from '../errors/structure-error.ts';
import { flattenTensors, structureText, unflattenTree, type FlatTree } from '../tree/flatten.ts';

/** A `scan` after its arguments are checked and flattened. */
export interface ScanPlan {
  readonly length: number;
  /** Whether rows are visited last to first; stacked outputs stay in the order of the rows. */
  readonly reverse: boolean;
  readonly init: FlatTree<tf.Tensor>;
  /** Null when the body is given the step number. */
  readonly xs: FlatTree<tf.Tensor> | null;
  /** The body on leaves: carry leaves and x leaves (or the step) in, carry leaves and the flat y out. */
  readonly step: (carry: tf.Tensor[], x: tf.Tensor[]) => { carry: tf.Tensor[]; y: FlatTree<tf.Tensor> };
}

/** Shape and dtype as messages print them. */
function typeText(tensor: { dtype: string; shape: readonly number[] }): string {
  return `${tensor.dtype}[${tensor.shape.join(', ')}]`;
}

function assertSameCarry(before: FlatTree<tf.Tensor>, after: FlatTree<tf.Tensor>): void {
  if (structureText(before.structure) !== structureText(after.structure)) {
    throw new StructureError(
      `scan: the carry keeps its structure (expected ${structureText(before.structure)}, ` +
        `got ${structureText(after.structure)}). Return the same keys and list lengths as init.`,
    );
  }
  before.leaves.forEach((leaf, i) => {
    const [expected, got] = [typeText(leaf), typeText(after.leaves[i]!)];
    if (expected !== got) {
      throw new StructureError(
        `scan: the carry keeps its shapes and dtypes (expected ${expected} at ${before.paths[i]}, got ${got}). ` +
          'Cast or reshape the next carry, or start from an init of that type.',
      );
    }
  });
}

function scanLength(xs: FlatTree<tf.Tensor> | null, length: number | undefined): number {
  if (length !== undefined && (!Number.isInteger(length) || length < 1)) {
    throw new StructureError(
      `scan: length is a whole number from 1 (got ${length}). Pass the number of steps.`,
    );
  }
  const [first, ...others] = xs?.leaves ?? [];
  if (first === undefined) {
    if (length !== undefined) return length;
    throw new StructureError(
      'scan: the number of steps must be known (expected xs with a leaf, or options.length, got neither). ' +
        'Pass { length }.',
    );
  }
  const expected = length ?? first.shape[0];
  for (const [i, leaf] of [first, ...others].entries()) {
    if (leaf.rank > 0 && leaf.shape[0] === expected) continue;
    throw new StructureError(
      'scan: every leaf of xs has the number of steps as leading axis (expected ' +
        `${leaf.rank === 0 ? 'an axis' : expected} at ${xs?.paths[i]}, got shape [${leaf.shape.join(', ')}]). ` +
        'Slice xs to one length.',
    );
  }
  if (expected === 0) {
    throw new StructureError(
      'scan: at least one step (expected rows in xs, got none). Skip the scan when there is nothing to do.',
    );
  }
  return expected;
}

/** Checks the arguments of `scan` and reduces them to leaves. */
export function scanPlan(
  body: (carry: never, x: never) => readonly [unknown, unknown],
  init: unknown,
  xs: unknown,
  options: { readonly length?: number },
): ScanPlan {
  const call = body as (carry: unknown, x: unknown) => readonly [unknown, unknown];
  const flatInit = flattenTensors(init, 'carry');
  const flatXs = xs === null ? null : flattenTensors(xs, 'xs');
  return {
    length: scanLength(flatXs, options.length),
    reverse: false,
    init: flatInit,
    xs: flatXs,
    step: (carry, x) => {
      const xTree = flatXs === null ? x[0] : unflattenTree(flatXs.structure, x);
      const [next, y] = call(unflattenTree(flatInit.structure, carry), xTree);
      const flatNext = flattenTensors(next, 'carry');
      assertSameCarry(flatInit, flatNext);
      return { carry: flatNext.leaves, y: flattenTensors(y, 'y') };
    },
  };
}
