import { parseArgs } from 'node:util';
import { faultKinds, outcomeText, runFaults, type FaultKind } from './run-faults.ts';

/**
 * What a queue does when things go wrong, at length: `--rounds` times every fault there is, in a random order, on a real
 * database. Prints what happened and what came of it; exit code 1 where a cell is lost, there twice or different.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '0' },
    rounds: { type: 'string', default: '5' },
    cells: { type: 'string', default: '2000' },
    evaluations: { type: 'string', default: '20' },
    workers: { type: 'string', default: '4' },
    milliseconds: { type: 'string', default: '200' },
    pause: { type: 'string', default: '4' },
    only: { type: 'string', multiple: true, default: [...faultKinds] },
  },
});
const number = (name: keyof typeof values): number => Number(values[name]);
const kinds = faultKinds.filter((kind) => values.only.includes(kind));
const submitter: FaultKind = 'submitter killed';
const rounds = Array.from({ length: number('rounds') });
// A fixed stride through the kinds that differs from round to round.
const faults = rounds.flatMap((_, round) =>
  kinds
    .filter((kind) => kind !== submitter)
    .map((kind, place) => ({ kind, rank: (place * (round + 3) + number('seed')) % 7 }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ kind }) => kind),
);
const outcome = await runFaults({
  ...{ seed: number('seed'), workers: number('workers'), evaluations: number('evaluations') },
  cells: Math.ceil(number('cells') / number('evaluations')),
  ...{ milliseconds: number('milliseconds'), pause: number('pause') },
  faults: [...rounds.flatMap(() => (kinds.includes(submitter) ? [submitter] : [])), ...faults],
});
if (outcome === undefined) process.exit(3);
process.stdout.write(outcomeText(outcome));
const { lost, twice, different, mismatches, halves } = outcome;
process.exit(lost + twice + different + mismatches + halves > 0 ? 1 : 0);
