import { jit, ndarray, randomStream, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { vaeLoss } from './traced-vae.ts';
import { trainVae } from './train-vae.ts';
import { vaeDefaults, type Vae, type VaeColumns, type VaeParameters } from './vae.ts';

/** Two numbers on a line and a group that tells which half of it: what a latent number or two can hold. */
function rowsOnALine(count: number): NDArray {
  const at = randomStream(3, 'line').normal([count]).data;
  const data = Array.from(at).flatMap((u) => [u, 0.5 * u, u > 0 ? 1 : 0, u > 0 ? 0 : 1]);
  return ndarray(Float32Array.from(data), [count, 4]);
}

const columns: VaeColumns = { width: 4, groups: [{ start: 2, width: 2 }], given: [] };
const settings = { ...vaeDefaults, latent: 2, hidden: 12, updates: 400 };
const rows = rowsOnALine(200);

/** The autoencoder in plain loops. */
function byHand({ parameters, latent, columns: of }: Vae, x: readonly number[], noise: readonly number[]) {
  const layer = (
    name: keyof VaeParameters<NDArray>,
    bias: keyof VaeParameters<NDArray>,
    h: readonly number[],
  ) =>
    Array.from(parameters[bias].data, (b, o) =>
      h.reduce(
        (sum, value, i) => sum + value * parameters[name].data[i * parameters[bias].data.length + o]!,
        b,
      ),
    );
  const relu = (h: readonly number[]) => h.map((value) => Math.max(0, value));
  const h = relu(layer('into', 'intoBias', x));
  const mean = layer('mean', 'meanBias', h);
  const spread = layer('spread', 'spreadBias', h);
  const z = mean.map((value, k) => value + noise[k]! * Math.exp(spread[k]! / 2));
  const raw = layer('out', 'outBias', relu(layer('back', 'backBias', [...z, ...of.given.map((c) => x[c]!)])));
  const powers = raw.map(Math.exp);
  const shares = [powers[2]! / (powers[2]! + powers[3]!), powers[3]! / (powers[2]! + powers[3]!)];
  const isMade = (c: number) => (of.given.includes(c) ? 0 : 1);
  const squares = [0, 1].reduce((sum, c) => sum + isMade(c) * (raw[c]! - x[c]!) ** 2, 0);
  const surprise = [2, 3].reduce((sum, c) => sum - isMade(c) * x[c]! * Math.log(shares[c - 2]! + 1e-6), 0);
  const divergence = Array.from(
    { length: latent },
    (_, k) => mean[k]! ** 2 + Math.exp(spread[k]!) - spread[k]! - 1,
  );
  return (
    squares / 0.2 + surprise + 0.5 * settings.divergence * divergence.reduce((sum, value) => sum + value, 0)
  );
}

describe('trainVae', () => {
  it.each([[[]], [[0]]])('has the loss of plain loops (given %s)', async (given) => {
    const vae = await trainVae({
      ...{ rows, seed: 1 },
      ...{ columns: { ...columns, given }, settings: { ...settings, updates: 50 } },
    });
    const noise = randomStream(5, 'noise').normal([6, 2]);
    const some = ndarray(rows.data.slice(0, 24), [6, 4]);
    const loss = jit((p: VaeParameters<tf.Tensor>, x: tf.Tensor, n: tf.Tensor) =>
      vaeLoss(p, vae.columns, x as tf.Tensor2D, n as tf.Tensor2D, settings.divergence),
    );
    const { data } = await loss(vae.parameters, some, noise);
    const each = Array.from({ length: 6 }, (_, i) =>
      byHand(
        vae,
        Array.from(some.data.slice(4 * i, 4 * i + 4)),
        Array.from(noise.data.slice(2 * i, 2 * i + 2)),
      ),
    );
    expect(data[0]).toBeCloseTo(
      each.reduce((sum, value) => sum + value / 6, 0),
      3,
    );
    await loss.dispose();
  });

  it('learns, and the same from the same seed', async () => {
    const first = await trainVae({ rows, columns, settings, seed: 1 });
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value / values.length, 0);
    expect(mean(first.losses.slice(-20))).toBeLessThan(0.3 * mean(first.losses.slice(0, 20)));
    const again = await trainVae({ rows, columns, settings, seed: 1 });
    expect(again.parameters).toEqual(first.parameters);
  });

  it('says so when the rows are too few', async () => {
    await expect(trainVae({ rows: rowsOnALine(7), columns, settings, seed: 1 })).rejects.toThrow(
      /at least 8 of 4 columns, got 7/,
    );
  });
});
