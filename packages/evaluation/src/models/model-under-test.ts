import type { ArrayTree, CompileScope, NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';
import type { Logits } from '@cfq/recourse';

/** What a model may use while it is asked. */
export interface AskContext {
  /** Where compiled graphs are kept; each call compiles for itself without one. */
  readonly scope?: CompileScope | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A function of TF.js and its parameters: what a solver can differentiate. */
export interface TracedFunction {
  /** Logits `[n, classes]` of rows `[n, d]`, traceable. Graphs are kept by the identity of this function. */
  readonly logits: Logits;
  /** Plain arrays in the nesting that `logits` takes. */
  readonly parameters: ArrayTree;
  /** The same function in plain layers, where it is such a network: spares searches in vain. Default: not known. */
  readonly network?: Network | undefined;
}

/** A model that can be asked what it decides. Made by `tracedModel`, `onnxModel` and `rowsModel`, or by hand. */
export interface ModelUnderTest {
  /** What messages call it. */
  readonly name: string;
  /**
   * `[n]` logit margins of the favourable class at the rows of `x` `[n, d]`: the row is approved where its margin is
   * positive, and a tie is a refusal. A decision threshold other than even odds is subtracted here.
   */
  readonly margins: (x: NDArray, context?: AskContext) => Promise<Float32Array>;
  /** The function behind it, where a solver may look inside; `null` where it can only be asked. */
  readonly traced: (TracedFunction & { readonly favourableClass: number }) | null;
  /**
   * Whether something else than `traced` answers for `margins`, such as the file that a network was read from. What a
   * search along `traced` finds counts only where `margins` say so too. Default false.
   */
  readonly answersApart?: boolean | undefined;
}
