/**
 * What a compiled graph depends on beside its inputs. Primitives compare by value (`0` and `-0` differ, `NaN` is itself),
 * nested arrays by content, and objects and functions by identity. Begin a key with the function that compiles: then no
 * two kinds of graph can meet.
 */
export type CompileKey = readonly unknown[];

const opens = Symbol('a nested array begins');
const negativeZero = Symbol('-0');

/** A key as a path of parts that a `Map` tells apart; equal exactly when the keys are. */
export function keyPath(key: CompileKey): unknown[] {
  return key.flatMap((part) => {
    // The length tells where the nested array ends.
    if (Array.isArray(part)) return [opens, part.length, ...keyPath(part)];
    return [Object.is(part, -0) ? negativeZero : part];
  });
}
