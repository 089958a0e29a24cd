import { upcastType, type CastAttrs } from '@tensorflow/tfjs-core';

import type { OpName } from '../graph/op-name.ts';
import type { Value } from '../graph/types.ts';
import { JitError } from '../errors/jit-error.ts';
import { input, type Lowering, type LoweringContext } from './lowering.ts';
import { toInt32 } from './numeric/to-int32.ts';

/** Operands as ONNX compares them: bools as integers. */
function comparable(context: LoweringContext): Value[] {
  return ['a', 'b'].map((name) => {
    const value = input(context, name);
    return value.dtype === 'bool' ? context.g.cast(value, 'int32') : value;
  });
}

export function comparisonOp(op: OpName): Lowering {
  return (context) => context.g.emit(op, comparable(context));
}

export const notEqual: Lowering = (context) =>
  context.g.emit('Not', [context.g.emit('Equal', comparable(context))]);

export function logicalOp(op: OpName): Lowering {
  return (context) => {
    const { g } = context;
    return g.emit(op, [g.cast(input(context, 'a'), 'bool'), g.cast(input(context, 'b'), 'bool')]);
  };
}

export const logicalNot: Lowering = (context) =>
  context.g.emit('Not', [context.g.cast(input(context, 'x'), 'bool')]);

/** t where the condition holds, e elsewhere; a condition of rank 1 chooses whole rows. */
export const select: Lowering = (context) => {
  const { g } = context;
  const [condition, chosenT, chosenE] = [
    input(context, 'condition'),
    input(context, 't'),
    input(context, 'e'),
  ];
  const dtype = upcastType(asNumeric(chosenT), asNumeric(chosenE));
  const [t, e] = [g.cast(chosenT, asNumeric({ dtype })), g.cast(chosenE, asNumeric({ dtype }))];
  const rows = condition.shape.length === 1 && t.shape.length > 1;
  const aligned = rows
    ? g.reshape(condition, [condition.shape[0]!, ...t.shape.slice(1).map(() => 1)])
    : condition;
  const flags = g.cast(aligned, 'bool');
  if (t.dtype !== 'bool') return g.emit('Where', [flags, t, e]);
  const chosen = g.emit('And', [flags, t]);
  return g.emit('Or', [chosen, g.emit('And', [g.emit('Not', [flags]), e])]);
};

/** The dtype as TF.js knows it. */
function asNumeric({ dtype }: { dtype: string }): 'float32' | 'int32' | 'bool' {
  return dtype === 'float32' || dtype === 'bool' ? dtype : 'int32';
}

export const cast: Lowering<CastAttrs> = (context, { dtype }) => {
  const x = input(context, 'x');
  if (dtype === 'int32') return toInt32(context.g, x);
  if (dtype === 'float32' || dtype === 'bool') return context.g.cast(x, dtype);
  throw new JitError(
    `jit: a traced function casts to float32, int32 or bool (got ${dtype}). Use one of them.`,
  );
};
