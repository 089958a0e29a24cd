import { defaultCandidates, sensitivities, type Sensitivity } from '@cfq/bit-allocation';
import { randomStream, takeRows, type NDArray } from '@cfq/jit';
import { methods, predictModel, roundedLayers, sensitivityProblem, teacherRecourse } from '@cfq/training';
import { leadKappaOf } from '../cells/lead-kappa.ts';
import type { SensitivityRanks } from '../cells/diagnostics/sensitivity-ranks-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { rankCorrelation } from './rank-correlation.ts';

/** What is asked of the context. */
type RanksContext = { readonly split: Pick<DiagnosticContext['split'], 'train'> } & Pick<
  DiagnosticContext,
  'actionSet' | 'cost' | 'teacher' | 'evaluated' | 'margins' | 'seed' | 'scope' | 'signal'
>;

/** Index of a candidate for every layer; null leaves the layer as it is. */
type Trial = readonly (number | null)[];

const { weights } = methods['mixed-ptq'];
const candidates = defaultCandidates;

/**
 * How well each sensitivity predicts what rounding loses. Predicted is on training rows, as an allocator would have it; measured,
 * on test rows, is the two-sided faithfulness error of the teacher with its layers rounded after training: the share of its
 * promises at κ that break, plus the share of people just short of an action that it starts to approve. Trials are every layer
 * at every width alone, and random schedules with all layers rounded at once, which is what is deployed.
 *
 * @param options.schedules how many random schedules
 */
export async function sensitivityRanks(
  context: RanksContext,
  { schedules }: { readonly schedules: number },
): Promise<SensitivityRanks> {
  const { split, actionSet, cost, teacher, margins, seed, scope, signal } = context;
  const { layers } = teacher.model;
  const single: Trial[] = layers.flatMap((_, layer) =>
    candidates.map((_bits, at): Trial => layers.map((_own, index) => (index === layer ? at : null))),
  );
  const stream = randomStream(seed, 'sensitivity ranks');
  const random: Trial[] = Array.from({ length: schedules }, () =>
    layers.map(() => stream.integer(candidates.length)),
  );
  const kappa = leadKappaOf(margins);
  const points = pointsOf(context, kappa);
  const rounded = roundedLayers(teacher.parameters, weights);
  const measure = async (trial: Trial): Promise<number> => {
    signal.throwIfAborted();
    const parameters = Object.fromEntries(
      layers.map(({ layer }, at) => {
        const width = trial[at] ?? null;
        return [layer, width === null ? teacher.parameters[layer]! : rounded(layer, candidates[width]!)];
      }),
    );
    const approved = async (x: NDArray): Promise<number> => {
      if (x.shape[0] === 0) return 0;
      const { data } = await predictModel(teacher.model, parameters, x, { scope });
      const rows = x.shape[0]!;
      return Array.from({ length: rows }, (_, row) => Number(data[2 * row + 1]! > data[2 * row]!)).reduce(
        (sum, one) => sum + one / rows,
        0,
      );
    };
    const [promises, near] = [await approved(points.promises), await approved(points.nearMisses)];
    return (points.promises.shape[0] === 0 ? 0 : 1 - promises) + near;
  };
  const measured = { single: await each(single, measure), random: await each(random, measure) };
  const recourse = await teacherRecourse({
    ...{ teacher, dataset: split, actionSet, cost, scope, signal },
  });
  const problem = sensitivityProblem({
    ...{ teacher, weights, candidates, seed, scope, signal },
    ...{ rows: split.train, recourse },
  });
  const usable = Object.values<Sensitivity>(sensitivities).filter(
    ({ needs }) => needs !== 'recourse' || recourse.rows.length > 0,
  );
  const ranks = await each(usable, async (sensitivity) => {
    const { lossIncrease } = await sensitivity.measure(problem);
    const predicted = (trial: Trial): number =>
      trial.reduce<number>((sum, width, at) => sum + (width === null ? 0 : lossIncrease[at]![width]!), 0);
    return {
      name: sensitivity.name,
      single: rankCorrelation(single.map(predicted), measured.single),
      schedules: rankCorrelation(random.map(predicted), measured.random),
    };
  });
  return {
    ...{ kappa, candidates: [...candidates], sensitivities: ranks },
    n: {
      promises: points.promises.shape[0]!,
      nearMisses: points.nearMisses.shape[0]!,
      single: single.length,
      schedules: random.length,
    },
  };
}

/** Where the teacher's actions at κ lead, and where people stand who went almost all the way and are denied still. */
function pointsOf(
  { evaluated, margins }: RanksContext,
  kappa: number,
): { readonly promises: NDArray; readonly nearMisses: NDArray } {
  const level = margins.indexOf(kappa);
  const all = Array.from(evaluated.population.keys());
  const { valid } = evaluated.actions[level]!;
  const short = evaluated.nearMiss.short.at(-1)!;
  return {
    promises: takeRows(
      evaluated.recourse[level]!.x,
      all.filter((at) => valid[at] === 1),
    ),
    nearMisses: takeRows(
      short.x,
      all.filter((at) => short.exists[at] === 1 && short.margins[at]! < 0),
    ),
  };
}

/** One after the other. */
async function each<From, To>(items: readonly From[], one: (item: From) => Promise<To>): Promise<To[]> {
  const found: To[] = [];
  for (const item of items) found.push(await one(item));
  return found;
}
