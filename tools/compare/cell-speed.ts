/*
 * Says where the processor's time of one cell goes, beside the floor: the multiply-adds that are counted, at the rate that the
 * engine reaches on large matrices here.
 */
import { parseArgs } from 'node:util';
import { datasets, policyOf, prepareDataset, type LoadedDataset } from '@cfq/datasets';
import { actionSetFromFeatureSpace, constrainActionSet } from '@cfq/recourse';
import { peakMultiplyAdds } from './engine-work.ts';
import { measureCell } from './measured-cell.ts';

const { values: flags } = parseArgs({
  options: {
    dataset: { type: 'string', default: 'adult' },
    policy: { type: 'string', default: 'actionable' },
  },
});

const known: Readonly<Record<string, { load(options: object): Promise<LoadedDataset> }>> = datasets;
const dataset = await known[flags.dataset]!.load({});
const split = prepareDataset(dataset, { seed: 0 });
const actionSet = constrainActionSet(
  actionSetFromFeatureSpace(split.featureSpace, policyOf(dataset, flags.policy)),
  'moderate',
);
const peak = await peakMultiplyAdds();
const phases = await measureCell({ split, actionSet, hidden: [128, 64] });

const say = (...cells: readonly string[]): void =>
  void process.stdout.write(
    `${cells.map((cell, at) => (at === 0 ? cell.padEnd(20) : cell.padStart(12))).join('')}\n`,
  );
say('phase', 'seconds', 'in engine', 'calls', '10⁹ mul-adds', 'floor');
const total = { phase: 'all', seconds: 0, engine: 0, calls: 0, multiplyAdds: 0 };
for (const one of phases) {
  total.seconds += one.seconds;
  total.engine += one.engine;
  total.calls += one.calls;
  total.multiplyAdds += one.multiplyAdds;
}
for (const { phase, seconds, engine, calls, multiplyAdds } of [...phases, total]) {
  const [giga, floor] = [multiplyAdds / 1e9, multiplyAdds / peak];
  say(phase, seconds.toFixed(2), engine.toFixed(2), String(calls), giga.toFixed(1), floor.toFixed(2));
}
process.stdout.write(
  `engine at its best here: ${(peak / 1e9).toFixed(1)}·10⁹ multiply-adds a second of processor\n`,
);
