/*
 * What obtaining numbers that people do not have costs: everybody lacks the first few of eight numbers, of which each
 * combination of up to three is a problem of its own. Processor's time a person, by how many they lack, warm.
 */
import { createCompileScope, ndarray, randomStream } from '@cfq/jit';
import { networkFunction } from '@cfq/models';
import { denseNetwork } from '@cfq/network';
import { actionSet, slp } from '@cfq/recourse';
import { processorMilliseconds, say } from './step-times.ts';

const numbers = 8;
const people = 100;
const width = 3 * numbers;
const draws = randomStream(0, 'obtaining');
const widths = [width, 64, 32, 2];
const network = denseNetwork(
  widths.slice(1).map((outputs, k) => {
    const inputs = widths[k]!;
    const data = draws.normal([inputs * outputs]).data.map((value) => value / Math.sqrt(inputs));
    // The second class is out of reach of those who stand still.
    const bias = new Float32Array(outputs).fill(outputs === 2 ? 0 : 0.1);
    if (outputs === 2) bias[0] = 1.5;
    return { weight: { data, shape: [inputs, outputs] }, bias };
  }),
);
const model = { ...networkFunction(network), target: 1 };

/** Numbers with the columns that say why there is none and whether there is one; the first few may be obtained. */
const setOf = () =>
  actionSet({
    sparsity: 3,
    relations: [
      {
        kind: 'subset-limit',
        features: Array.from({ length: numbers }, (_, n) => `number ${n}`),
        atMost: 3,
      },
    ],
    width,
    features: [
      ...Array.from({ length: numbers }, (_, n) => ({
        ...{ name: `number ${n}`, kind: 'numeric' as const, start: n, lower: -2, upper: 2 },
        absentColumns: [numbers + 2 * n],
        obtainable: { columns: [numbers + 2 * n], known: numbers + 2 * n + 1, reference: 0 },
      })),
      ...Array.from({ length: numbers }, (_, n) => ({
        ...{ name: `has ${n}`, kind: 'categorical' as const, start: numbers + 2 * n, immutable: true },
        categories: ['no', 'yes'],
      })),
    ],
  });

const drawn = draws.normal([people * numbers]).data;

/** People who lack the first few numbers. */
function peopleWithout(lacking: number) {
  const x = new Float32Array(people * width);
  for (let row = 0; row < people; row += 1) {
    for (let n = 0; n < numbers; n += 1) {
      const has = n >= lacking;
      x[row * width + n] = has ? Math.max(-2, Math.min(2, drawn[row * numbers + n]!)) : 0;
      x[row * width + numbers + 2 * n + Number(has)] = 1;
    }
  }
  return ndarray(x, [people, width]);
}

await using scope = createCompileScope();
for (const lacking of [0, 1, 2, 4, 8]) {
  const problem = {
    ...{ model, actionSet: setOf(), cost: { norm: 'l1' as const }, margins: [0], seed: 0, scope },
    x: peopleWithout(lacking),
  };
  await slp.solve(problem);
  const before = processorMilliseconds();
  const { byMargin } = await slp.solve(problem);
  const each = (processorMilliseconds() - before) / people;
  const { valid, cutShort } = byMargin[0]!;
  const count = (flags: Uint8Array) => flags.reduce((sum, one) => sum + one, 0);
  say(
    `${lacking} lacking: ${each.toFixed(2)} ms a person, ${count(valid)} of ${people} with an action, ` +
      `${count(cutShort)} cut short`,
  );
}
