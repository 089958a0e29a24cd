import { takeRows } from '@cfq/jit';
import { roughnessAlong } from '@cfq/network';
import { networkOfModel, predictModel } from '@cfq/training';
import { leadKappaOf } from '../cells/lead-kappa.ts';
import type { Roughness } from '../cells/diagnostics/roughness-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { seededSample } from './seeded-sample.ts';

/** What is asked of the context. */
type RoughnessContext = { readonly split: Pick<DiagnosticContext['split'], 'validation'> } & Pick<
  DiagnosticContext,
  'teacher' | 'evaluated' | 'margins' | 'seed' | 'scope'
>;

/**
 * How rough the teacher is along its own valid actions at the leading κ, before anything is quantized; see `roughnessAlong` of
 * `@cfq/network`.
 *
 * @param options.people how many of the actions are looked at, at most, by a seeded draw
 */
export async function roughness(
  { split, teacher, evaluated, margins, seed, scope }: RoughnessContext,
  { people }: { readonly people: number },
): Promise<Roughness> {
  const kappa = leadKappaOf(margins);
  const { valid, delta } = evaluated.actions[margins.indexOf(kappa)]!;
  const promises = [...evaluated.population.keys()].filter((row) => valid[row] === 1);
  const looked = Int32Array.from(seededSample(promises, people, seed, 'roughness'));
  const { rise, slope, bend, flips } = roughnessAlong({
    network: networkOfModel(teacher.model, teacher.parameters),
    x: takeRows(evaluated.denied, looked),
    delta: takeRows(delta, looked),
  });
  const { data } = await predictModel(teacher.model, teacher.parameters, split.validation.x, { scope });
  const all = Float64Array.from({ length: data.length / 2 }, (_, row) => data[2 * row + 1]! - data[2 * row]!);
  const middle = meanOf(all) ?? 0;
  const risen = meanOf(rise.map(Math.abs));
  const bent = meanOf(bend);
  return {
    kappa,
    n: { promises: promises.length, sampled: looked.length },
    spread: Math.sqrt(meanOf(all.map((margin) => (margin - middle) ** 2)) ?? 0),
    slope: meanOf(slope),
    bend: bent,
    relativeBend: bent === null || risen === null || risen === 0 ? null : bent / risen,
    flips: meanOf(flips),
  };
}

/** Null of none. */
function meanOf(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
