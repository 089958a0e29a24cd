import type { FeatureSpace, People } from '@cfq/datasets';
import type { OpenModelOptions } from '@cfq/jit';
import type { InputMap } from '../input-map/input-map.ts';

/** How a file is bound. */
export interface BindModelOptions extends OpenModelOptions {
  /** The people whose rows it will be asked about. The binding is checked on them. One of `people` and `featureSpace` is given. */
  readonly people?: People | undefined;
  /** How rows are encoded. Default: what the file says (`cfq.feature-space`), else fitted on all people. */
  readonly featureSpace?: FeatureSpace | undefined;
  /** The favourable class as the file calls it: its label, or its place 0 or 1. Default: what the schema calls favourable. */
  readonly positive?: string | number | undefined;
  /** What the file is given. Default: what it says itself (`cfq.interface`), else by the names and the number of its inputs. */
  readonly inputMap?: InputMap | undefined;
  /** The output that is read. Default: logits before probabilities before labels. */
  readonly output?: string | undefined;
  /** Probability of the favourable class above which a person is approved, between 0 and 1. Default 0.5. */
  readonly threshold?: number | undefined;
}
