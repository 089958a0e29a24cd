import { datasets, prepareDataset } from '@cfq/datasets';
import type { NDArray } from '@cfq/jit';
import { denseNetwork } from '@cfq/network';
import { bench, describe } from 'vitest';

import { drawsOf, logitsAt, marginOf, type NetworkPair } from './testing/network-pairs.ts';
import { trainNetwork } from '../solvers/testing/train-network.ts';
import { boundDifference } from './bound-difference.ts';

const points = 1000;
const { featureSpace, train, test } = prepareDataset(await datasets.adult.load(), { seed: 0 });
const { width } = featureSpace;
const columns = new Float64Array(width);
for (const { kind, start } of featureSpace.features) if (kind !== 'categorical') columns[start] = 1;
const x: NDArray = { data: test.x.data.slice(0, points * width), shape: [points, width] };

/** A trained teacher and its weights on 4 bits per output, hidden activations on 8. */
async function pairOf(hidden: readonly number[]): Promise<NetworkPair> {
  const trained = await trainNetwork(train.x, train.y, hidden, 600, 0);
  const teacher = trained.map(({ w, b }) => ({ weight: w, bias: b }));
  const student = teacher.map(({ weight, bias }, at) => {
    const outputs = weight.shape[1]!;
    const steps = Float32Array.from({ length: outputs }, (_, o) => {
      let largest = 1e-6;
      for (let i = o; i < weight.data.length; i += outputs)
        largest = Math.max(largest, Math.abs(weight.data[i]!));
      return largest / 7;
    });
    const data = Float32Array.from(
      weight.data,
      (value, i) => Math.round(value / steps[i % outputs]!) * steps[i % outputs]!,
    );
    const grid = at === teacher.length - 1 ? null : { scale: Math.fround(6 / 255), bits: 8 };
    return { weight: { data, shape: weight.shape }, bias, grid };
  });
  return { teacher: denseNetwork(teacher), student: denseNetwork(student) };
}

const middle = (values: Iterable<number>): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
};

/** The largest |m_q − m_f| seen at random corners of a box: at most the truth, which is at most the bound. */
function seen(pair: NetworkPair, row: number, radius: number, draw: () => number): number {
  let most = 0;
  for (let trial = 0; trial < 50; trial += 1) {
    const point = Array.from(columns, (share, j) => {
      const sign = draw() < 0.5 ? -1 : 1;
      return x.data[row * width + j]! + sign * radius * share;
    });
    const change = marginOf(logitsAt(pair.student, point), 1) - marginOf(logitsAt(pair.teacher, point), 1);
    most = Math.max(most, Math.abs(change));
  }
  return most;
}

for (const hidden of [[], [128, 64], [256, 128, 64, 32]]) {
  const pair = await pairOf(hidden);
  const name = `Adult, ${[width, ...hidden, 2].join('-')}`;
  const draw = drawsOf(1);
  for (const radius of [0.01, 0.05, 0.1]) {
    const started = process.cpuUsage();
    const [bounds] = boundDifference({ ...pair, x, radii: [radius], columns });
    const { user } = process.cpuUsage(started);
    const rows = Array.from({ length: 20 }, (_, row) => row);
    const found = middle(rows.map((row) => seen(pair, row, radius, draw)));
    const [interval, linear] = [bounds!.interval, bounds!.linear].map((by) =>
      middle(rows.map((row) => by.epsilonMargin[row]!)).toFixed(3),
    );
    process.stdout.write(
      `${name}, radius ${radius}: ${(user / points).toFixed(0)} µs of processor time a point; ` +
        `sup |m_q − m_f|: seen ${found.toFixed(3)}, linear ${linear}, interval ${interval} (medians of 20 points)\n`,
    );
  }
  describe(name, () => {
    for (const radius of [0, 0.05]) {
      bench(
        `${points} points, radius ${radius}`,
        () => {
          boundDifference({ ...pair, x, radii: [radius], columns });
        },
        { iterations: 3, time: 0, warmupIterations: 1, warmupTime: 0 },
      );
    }
  });
}
