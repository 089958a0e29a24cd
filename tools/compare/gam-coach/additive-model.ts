/** A feature's term: what each of its bins or levels adds. */
interface MainTerm {
  readonly type: 'continuous' | 'categorical';
  readonly name: string;
  readonly additive: readonly number[];
  /** Continuous: edges of the bins, one more than there are bins. */
  readonly binEdge?: readonly number[];
  /** Categorical: codes of the levels. */
  readonly binLabel?: readonly number[];
}

/** A term of two features. */
interface PairTerm {
  readonly type: 'interaction';
  readonly name1: string;
  readonly name2: string;
  readonly additive: readonly (readonly number[])[];
  /** Edges of a continuous feature, codes of a categorical one. */
  readonly binLabel1: readonly number[];
  readonly binLabel2: readonly number[];
}

/** A generalized additive model as GAM Coach's `get_model_data` writes it. */
export interface AdditiveModelFile {
  readonly intercept: number;
  readonly features: readonly (MainTerm | PairTerm)[];
  readonly featureNames: readonly string[];
  /** Names of levels by feature and code. */
  readonly labelEncoder: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Median absolute deviations of continuous features in the training rows. */
  readonly contMads: Readonly<Record<string, number>>;
}

/** A person: a number, or the name of a level, by feature. */
export type Person = Readonly<Record<string, number | string>>;

/** The bin of a number: the last whose lower edge is not above it, the first and last reach on. */
function binOf(edges: readonly number[], value: number): number {
  const bins = edges.length - 1;
  const at = edges.findLastIndex((edge) => edge <= value);
  return Math.min(Math.max(at, 0), bins - 1);
}

/**
 * The score of a person, in logits: the second class is decided where it is above 0.
 *
 * @throws RangeError for a level that the model does not know.
 */
export function scoreOf(model: AdditiveModelFile, person: Person): number {
  const place = (name: string, bins: readonly number[]): number => {
    const value = person[name]!;
    if (typeof value === 'number') return binOf(bins, value);
    const code = Object.entries(model.labelEncoder[name]!).find(([, level]) => level === value)?.[0];
    const at = bins.indexOf(Number(code));
    if (at < 0)
      throw new RangeError(`${name}: the model knows the level (expected one of its own, got ${value}).`);
    return at;
  };
  return model.features.reduce(
    (sum, term) =>
      sum +
      (term.type === 'interaction'
        ? term.additive[place(term.name1, term.binLabel1)]![place(term.name2, term.binLabel2)]!
        : term.additive[place(term.name, (term.binEdge ?? term.binLabel)!)]!),
    model.intercept,
  );
}

/**
 * What a change of a number by one median absolute deviation costs in GAM Coach's evaluation, where a changed level costs 1:
 * one over the number of features.
 *
 * Source: `evaluate_cf` in `examples/gam_coach_evaluation_german.ipynb` of poloclub/gam-coach.
 */
export function weightOfNumbers({ featureNames }: AdditiveModelFile): number {
  return 1 / featureNames.length;
}

/**
 * GAM Coach's distance as its evaluation measures it: the change of a number over its median absolute deviation, times
 * {@link weightOfNumbers}, and 1 for every changed level.
 *
 * @returns The distance and how many features changed.
 */
export function distanceOf(
  model: AdditiveModelFile,
  from: Person,
  to: Person,
): { readonly distance: number; readonly changed: number } {
  const weight = weightOfNumbers(model);
  const steps = model.featureNames.map((name) => {
    const [one, other] = [from[name]!, to[name]!];
    if (typeof one === 'number') return (weight * Math.abs(Number(other) - one)) / model.contMads[name]!;
    return Number(one !== other);
  });
  return {
    distance: steps.reduce((sum, step) => sum + step, 0),
    changed: steps.filter((step) => step > 0).length,
  };
}
