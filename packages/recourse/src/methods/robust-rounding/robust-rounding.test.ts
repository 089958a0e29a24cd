import { jit, valueAndGrad, type NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { targetMargin } from '../../model/target-margin.ts';
import { slp } from '../../solvers/slp.ts';
import { problem, rowOf } from '../../solvers/testing/small-problem.ts';
import { denseMargin, denseParameters, type DenseParameters } from '../../testing/dense-network.ts';
import { networkModel } from '../../testing/law-world.ts';
import { smallPeople } from '../../testing/small-people.ts';
import { roundedVariants } from '../robust-set/rounded-variants.ts';
import { certifyRoundings } from './certify-roundings.ts';
import { robustRounding } from './robust-rounding.ts';
import { roundedMargin, roundedParameters } from './rounded-margin.ts';
import { roundingBox } from './rounding-box.ts';

const parameters = denseParameters([12, 16, 8, 2], 5);
const model = networkModel(parameters);
const network = model.network as Network;

describe('robust-rounding', () => {
  it('answers with a certificate for every rounding, which rounded models keep and plain actions do not have', async () => {
    const bits = 6;
    const given = problem(parameters, { model, options: { bits } });
    const { byMargin } = await robustRounding.solve(given);
    const plain = await slp.solve(problem(parameters));
    const variants = roundedVariants(parameters, {
      leastBits: bits,
      mostBits: bits,
      copies: 0,
      stepError: 0,
      seed: 0,
    });
    let found = 0;
    let uncertain = 0;
    byMargin.forEach(({ kappa, delta, valid }, level) => {
      const at = (change: NDArray): NDArray => ({
        data: Float32Array.from(given.x.data, (value, i) => value + change.data[i]!),
        shape: given.x.shape,
      });
      const least = certifyRoundings({ network, x: at(delta), bits });
      const before = certifyRoundings({ network, x: at(plain.byMargin[level]!.delta), bits });
      valid.forEach((ok, row) => {
        if (plain.byMargin[level]!.valid[row] === 1 && before[row]! < kappa) uncertain += 1;
        if (ok === 0) return;
        found += 1;
        expect(least[row]).toBeGreaterThanOrEqual(kappa);
        for (const variant of variants as DenseParameters[]) {
          expect(denseMargin(variant, rowOf(at(delta), row))).toBeGreaterThanOrEqual(kappa - 1e-4);
        }
      });
    });
    expect(found).toBeGreaterThan(20);
    expect(uncertain).toBeGreaterThan(20);
  });

  it('asks for more as bits go, and for next to nothing at 16', async () => {
    const total = async (bits: number) => {
      const { valid, cost } = (
        await robustRounding.solve(problem(parameters, { model, margins: [0], options: { bits } }))
      ).byMargin[0]!;
      return { valid, cost };
    };
    const [few, more, most] = [await total(5), await total(8), await total(16)];
    const plain = (await slp.solve(problem(parameters, { margins: [0] }))).byMargin[0]!;
    const sum = (costs: Float32Array) =>
      costs.reduce((all, cost, row) => all + (few.valid[row] === 1 ? cost : 0), 0);
    expect(sum(few.cost)).toBeGreaterThan(sum(more.cost));
    expect(sum(more.cost)).toBeGreaterThan(sum(most.cost));
    expect(sum(most.cost) / sum(plain.cost)).toBeLessThan(1.02);
  });
});

describe('roundedMargin', () => {
  const layers = roundingBox(network, { bits: 6, granularity: 'channel', distance: 0.5 });
  const x = smallPeople(30, 4);
  const logits = roundedMargin(1);

  it('is the bound in float64 without its care for rounding', async () => {
    const traced = jit((weights: tf.Tensor[][], points: tf.Tensor) =>
      targetMargin(
        logits(
          weights.map(([weight, bias, reach]) => ({ weight, bias, reach })) as never,
          points as tf.Tensor2D,
        ),
        1,
      ),
    );
    const leaves = (roundedParameters(layers) as Record<string, NDArray>[]).map(({ weight, bias, reach }) => [
      weight!,
      bias!,
      reach!,
    ]);
    const { data } = await traced(leaves, x);
    certifyRoundings({ network, x, bits: 6 }).forEach((bound, row) => {
      expect(data[row]! - bound).toBeGreaterThan(-1e-4);
      expect(data[row]! - bound).toBeLessThan(1e-3);
    });
  });

  it('has the slope of finite differences', async () => {
    const leaves = (roundedParameters(layers) as Record<string, NDArray>[]).flatMap(
      ({ weight, bias, reach }) => [weight!, bias!, reach!],
    );
    const slope = jit((points: tf.Tensor, ...flat: tf.Tensor[]) => {
      const weights = [0, 1, 2].map((k) => ({
        weight: flat[3 * k],
        bias: flat[3 * k + 1],
        reach: flat[3 * k + 2],
      }));
      return valueAndGrad((at: tf.Tensor) =>
        tf.sum<tf.Scalar>(targetMargin(logits(weights as never, at as tf.Tensor2D), 1)),
      )(points).gradients;
    });
    const { data } = await slope(x, ...leaves);
    const step = 1e-3;
    let off = 0;
    for (let c = 0; c < 3; c += 1) {
      const shifted = (by: number) => ({
        data: Float32Array.from(x.data, (value, i) => value + (i % 12 === c ? by : 0)),
        shape: x.shape,
      });
      const up = certifyRoundings({ network, x: shifted(step), bits: 6 });
      const down = certifyRoundings({ network, x: shifted(-step), bits: 6 });
      up.forEach((value, row) => {
        const difference = (value - down[row]!) / (2 * step);
        if (Math.abs(difference - data[12 * row + c]!) > 0.02 * (1 + Math.abs(difference))) off += 1;
      });
    }
    // At a kink, or where the other bound takes over, the two differ.
    expect(off).toBeLessThan(9);
  });
});
