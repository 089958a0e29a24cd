import { compileMargin, type CompiledMargin, type Logits, type MarginSignature } from './margin-model.ts';
import { compileRecursion, type Recursion, type RecursionSignature } from './compile-recursion.ts';

interface Sessions {
  readonly margins: Map<string, CompiledMargin>;
  readonly recursions: Map<string, Recursion>;
}

/** Compiled sessions by model function: a memo of pure compilations, emptied by {@link releaseModel}. */
const sessions = new WeakMap<Logits, Sessions>();

function sessionsOf(logits: Logits): Sessions {
  let found = sessions.get(logits);
  if (found === undefined) {
    found = { margins: new Map(), recursions: new Map() };
    sessions.set(logits, found);
  }
  return found;
}

function keyOf({ structure, target, width, chunk, executor }: MarginSignature): string {
  return JSON.stringify([structure, target, width, chunk, executor ?? null]);
}

/** The compiled margin of a model function, made on first use. */
export function marginSession(signature: MarginSignature): CompiledMargin {
  const { margins } = sessionsOf(signature.logits);
  const key = keyOf(signature);
  const found = margins.get(key) ?? compileMargin(signature);
  margins.set(key, found);
  return found;
}

/** The compiled recursion of a model function, made on first use. */
export function recursionSession(signature: RecursionSignature): Recursion {
  const { recursions } = sessionsOf(signature.logits);
  const { actionSet, cost, steps } = signature;
  const key = keyOf(signature) + JSON.stringify([actionSet, cost, steps]);
  const found = recursions.get(key) ?? compileRecursion(signature);
  recursions.set(key, found);
  return found;
}

/**
 * Releases the native sessions that solvers compiled for a model function. Call it when the function is done with; a
 * later solve compiles anew. Safe to call for functions never solved.
 */
export async function releaseModel(logits: Logits): Promise<void> {
  const found = sessions.get(logits);
  if (found === undefined) return;
  sessions.delete(logits);
  await Promise.all(
    [...found.margins.values(), ...found.recursions.values()].map((session) => session.dispose()),
  );
}
