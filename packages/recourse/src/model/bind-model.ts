import { bindMarginModel } from './bind-margin-model.ts';
import { bindTracedModel, type Binding } from './bind-traced-model.ts';
import type { BoundModel } from './bound-model.ts';
import type { MarginModel } from './margin-model.ts';
import { rectifierModel } from './rectifier-model.ts';
import type { TracedModel } from './traced-model.ts';

/** A model that recourse can be found on: traceable code, or anything that can be asked for margins. */
export type RecourseModel = TracedModel | MarginModel;

/** Whether a model is traceable code. */
export function isTraced(model: RecourseModel): model is TracedModel {
  return 'logits' in model;
}

/** Readies a model for one solve. */
export function bindModel(model: RecourseModel, binding: Binding): BoundModel {
  if (!isTraced(model)) return bindMarginModel(model, binding);
  if (binding.executor !== 'loops') return bindTracedModel(model, binding);
  const { network, target } = model;
  const loops = binding.scope.compileOnce([rectifierModel, network, target], () => rectifierModel(model));
  return bindMarginModel(loops, binding);
}
