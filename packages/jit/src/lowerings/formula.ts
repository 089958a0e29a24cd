import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { OpName } from '../graph/op-name.ts';
import type { Value } from '../graph/types.ts';

/** An operand of a formula; a number is a constant of the dtype of the other operand. */
type Term = Value | number;

type Binary = (a: Term, b: Term) => Value;

/** Arithmetic on values of a graph as a lowering writes it down, numbers standing for constants. */
export interface Formula {
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  readonly mod: Binary;
  readonly less: Binary;
  readonly atLeast: Binary;
  readonly equal: Binary;
  readonly and: Binary;
  readonly or: Binary;
  readonly floor: (x: Value) => Value;
  readonly where: (condition: Value, a: Term, b: Term) => Value;
  /** x within bounds, NaN staying NaN. */
  readonly clamp: (low: number, x: Value, high: number) => Value;
}

/** The formulas that write into a graph. */
export function formulas(g: GraphBuilder): Formula {
  const operands = (a: Term, b: Term): [Value, Value] => {
    const dtype = typeof a === 'object' ? a.dtype : typeof b === 'object' ? b.dtype : 'float32';
    const value = (term: Term): Value => (typeof term === 'number' ? g.scalar(dtype, term) : term);
    return [value(a), value(b)];
  };
  const binary =
    (op: OpName): Binary =>
    (a, b) =>
      g.emit(op, operands(a, b));
  const [less, atLeast] = [binary('Less'), binary('GreaterOrEqual')];
  const where: Formula['where'] = (condition, a, b) => g.emit('Where', [condition, ...operands(a, b)]);
  return {
    add: binary('Add'),
    sub: binary('Sub'),
    mul: binary('Mul'),
    div: binary('Div'),
    mod: binary('Mod'),
    less,
    atLeast,
    equal: binary('Equal'),
    and: binary('And'),
    or: binary('Or'),
    floor: (x) => g.emit('Floor', [x]),
    where,
    clamp: (low, x, high) => where(less(x, low), low, where(less(high, x), high, x)),
  };
}
