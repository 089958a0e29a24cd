import { byContent, jit, valueAndGrad, type Executor, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { mul, sum } from '@tensorflow/tfjs-core';

import { tracedExecutor, type SearchExecutor } from '../model/search-executor.ts';
import type { SearchProblem } from '../solvers/solver-definition.ts';
import { decodeRows, encodeRows } from './traced-vae.ts';
import { trainVae } from './train-vae.ts';
import type { Vae, VaeColumns, VaeParameters, VaeSettings } from './vae.ts';

/** The way between rows and latent points; any number of rows a call. */
export interface LatentSpace {
  /** Numbers of a latent point. */
  readonly size: number;
  /** Latent means of rows, `n × size`. */
  encode(rows: Float32Array): Promise<Float32Array>;
  /**
   * Rows of latent points, `n × d`, groups as shares.
   *
   * @param people - `n × d`: whose given columns a conditional decoder reads.
   */
  decode(z: Float32Array, people: Float32Array): Promise<Float32Array>;
  /** Gradients with respect to latent points, of what has the gradients `slopes`, `n × d`, at their rows; `n × size`. */
  pullBack(z: Float32Array, people: Float32Array, slopes: Float32Array): Promise<Float32Array>;
}

/**
 * The latent space of the training rows of a problem, trained once a scope: solves that share a scope and hand over the
 * same `reference` share it.
 *
 * @param given - Whether columns of immutable features are given to the decoder rather than made by it.
 * @throws RecourseError when the rows are too few.
 */
export async function latentSpace(
  problem: SearchProblem,
  settings: VaeSettings,
  given: boolean,
): Promise<LatentSpace> {
  const { scope, problem: posed, model } = problem;
  const { actionSet, seed } = posed;
  const reference = posed.reference!;
  const columnsOf = ({ start, width }: { start: number; width: number }) =>
    Array.from({ length: width }, (_, c) => start + c);
  const columns: VaeColumns = {
    width: actionSet.width,
    groups: actionSet.features
      .filter(({ kind }) => kind === 'categorical')
      .map(({ start, width }) => ({ start, width })),
    given: given ? actionSet.features.filter(({ immutable }) => immutable).flatMap(columnsOf) : [],
  };
  const key = [byContent(columns), byContent({ ...settings })];
  const vae = await scope.compileOnce([trainVae, reference.data, seed, ...key], () =>
    trainVae({ rows: reference, columns, settings, seed }),
  );
  const options = posed.options as { readonly executor?: SearchExecutor } | undefined;
  const executor = tracedExecutor(options?.executor);
  const compiled = scope.compileOnce([compileVae, model.chunk, executor, ...key], () =>
    compileVae(columns, executor),
  );
  return spaceOf(vae, compiled, model.chunk);
}

type Compiled = ReturnType<typeof compileVae>;

function compileVae(columns: VaeColumns, executor: Executor | undefined) {
  const options = executor === undefined ? {} : { executor };
  type Weights = VaeParameters<tf.Tensor>;
  const decode = (p: Weights, z: tf.Tensor, x: tf.Tensor): tf.Tensor2D =>
    decodeRows(p, columns, z as tf.Tensor2D, x as tf.Tensor2D);
  const encoder = jit((p: Weights, x: tf.Tensor) => encodeRows(p, x as tf.Tensor2D).mean as tf.Tensor, {
    ...options,
    name: 'latent encoder',
  });
  const decoder = jit((p: Weights, z: tf.Tensor, x: tf.Tensor) => decode(p, z, x) as tf.Tensor, {
    ...options,
    name: 'latent decoder',
  });
  const slopes = jit(
    (p: Weights, z: tf.Tensor, x: tf.Tensor, g: tf.Tensor) =>
      valueAndGrad((at: tf.Tensor) => sum<tf.Scalar>(mul(decode(p, at, x), g)))(z).gradients,
    { ...options, name: 'latent slopes' },
  );
  return {
    encoder,
    decoder,
    slopes,
    async dispose() {
      await encoder.dispose();
      await decoder.dispose();
      await slopes.dispose();
    },
  };
}

/** Calls of one size, the last filled up with zeros. */
function spaceOf({ parameters, latent, columns }: Vae, compiled: Compiled, chunk: number): LatentSpace {
  const { width } = columns;

  async function inParts(
    rows: number,
    inputs: readonly { readonly data: Float32Array; readonly size: number }[],
    outputs: number,
    call: (parts: readonly NDArray[]) => Promise<NDArray>,
  ): Promise<Float32Array> {
    const out = new Float32Array(rows * outputs);
    for (let from = 0; from < rows; from += chunk) {
      const count = Math.min(chunk, rows - from);
      const parts = inputs.map(({ data, size }) => {
        const part = new Float32Array(chunk * size);
        part.set(data.subarray(from * size, (from + count) * size));
        return { data: part, shape: [chunk, size] };
      });
      const { data } = await call(parts);
      out.set((data as Float32Array).subarray(0, count * outputs), from * outputs);
    }
    return out;
  }

  return {
    size: latent,
    encode: (rows) =>
      inParts(rows.length / width, [{ data: rows, size: width }], latent, ([x]) =>
        compiled.encoder(parameters, x!),
      ),
    decode: (z, people) =>
      inParts(
        z.length / latent,
        [
          { data: z, size: latent },
          { data: people, size: width },
        ],
        width,
        ([points, x]) => compiled.decoder(parameters, points!, x!),
      ),
    pullBack: (z, people, slopes) =>
      inParts(
        z.length / latent,
        [
          { data: z, size: latent },
          { data: people, size: width },
          { data: slopes, size: width },
        ],
        latent,
        ([points, x, g]) => compiled.slopes(parameters, points!, x!, g!),
      ),
  };
}
