import { byContent, tree, type CompileScope } from '@cfq/jit';

import { withoutPlausibility } from '../actions/plausibility/without-plausibility.ts';
import type { BoundModel } from './bound-model.ts';
import { compileMargin } from './compile-margin.ts';
import { compileRecursion } from './compile-recursion.ts';
import { tracedExecutor, type SearchExecutor } from './search-executor.ts';
import type { TracedModel } from './traced-model.ts';

/** What a model is bound to for one solve. */
export interface Binding {
  /** Encoded columns. */
  readonly width: number;
  /** Rows of one call. */
  readonly chunk: number;
  readonly executor: SearchExecutor | undefined;
  /** Owns what is compiled. */
  readonly scope: CompileScope;
}

/** Compiles a traced model, once a scope, and ties it to its parameters. */
export function bindTracedModel(model: TracedModel, binding: Binding): BoundModel {
  const { width, chunk, scope } = binding;
  const executor = tracedExecutor(binding.executor);
  const { logits, target } = model;
  const { leaves, structure } = tree.flatten(model.parameters);
  const signature = { logits, structure, target, width, chunk, executor };
  const key = [logits, byContent(structure), target, width, chunk, executor];
  const compiled = scope.compileOnce([compileMargin, ...key], () => compileMargin(signature));
  return {
    chunk,
    width,
    classes: () => compiled.classes(),
    margins: (points) => compiled.margins(leaves, points),
    slopes: (points) => compiled.slopes(leaves, points),
    recursion(settings) {
      const { actionSet, cost, steps, limited = false } = settings;
      const recursion = scope.compileOnce(
        [
          compileRecursion,
          ...key,
          byContent(withoutPlausibility(actionSet)),
          byContent(cost),
          steps,
          limited,
        ],
        () => compileRecursion({ ...signature, ...settings }),
      );
      return { run: (from) => recursion.run(leaves, from) };
    },
  };
}
