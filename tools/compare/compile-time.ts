/* Prints how long a function takes to compile by the number of its operations, with the exponent of its growth. */
import { jit, ndarray, scan, valueAndGrad } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { say, timed, type StepTimes } from './step-times.ts';

type Program = (x: tf.Tensor2D) => readonly tf.Tensor[];

/** A chain of layers, five operations each, and its gradient. */
function chain(operations: number): Program {
  const loss = (x: tf.Tensor2D): tf.Scalar => {
    let h: tf.Tensor = x;
    for (let layer = 0; layer < operations / 5; layer++) {
      h = tf.tanh(tf.add(tf.mul(h, 1 + layer * 1e-4), tf.sin(x)));
      h = tf.sub(h, tf.square(h));
    }
    return tf.mean<tf.Scalar>(h);
  };
  return (x) => {
    const { value, gradients } = valueAndGrad(loss)(x);
    return [value, gradients];
  };
}

/** Five operations each on many slices side by side, summed, and the gradient. */
function side(operations: number): Program {
  const loss = (x: tf.Tensor2D): tf.Scalar => {
    const parts = Array.from({ length: operations / 5 }, (_, part) =>
      tf.mean<tf.Scalar>(tf.tanh(tf.mul(tf.sin(tf.add(x, part * 1e-3)), 1 + part * 1e-4))),
    );
    return tf.addN<tf.Scalar>(parts);
  };
  return (x) => {
    const { value, gradients } = valueAndGrad(loss)(x);
    return [value, gradients];
  };
}

/** The chain as the body of a loop of ten steps down its gradient. */
function loop(operations: number): Program {
  const step = chain(operations);
  return (x) => [
    scan(
      (carry: tf.Tensor2D) => {
        const [value, gradient] = step(carry);
        return [tf.sub<tf.Tensor2D>(carry, tf.mul(gradient!, 0.1)), value!] as const;
      },
      x,
      null,
      { length: 10 },
    )[0],
  ];
}

const x = ndarray(
  Float32Array.from({ length: 64 }, (_, i) => Math.sin(i)),
  [8, 8],
);

/** Times of the first call, which compiles. */
async function compileTimes(program: Program): Promise<StepTimes> {
  const compiled = jit((input: tf.Tensor2D) => [...program(input)]);
  const times = await timed(() => compiled(x));
  await compiled.dispose();
  return times;
}

await compileTimes(chain(5));
say('operations   of the clock   of processor   exponent');
for (const [name, build] of Object.entries({ chain, side, loop })) {
  let before: { readonly operations: number; readonly processor: number } | undefined;
  for (const operations of [1250, 2500, 5000]) {
    const { clock, processor } = await compileTimes(build(operations));
    const exponent =
      before === undefined
        ? ''
        : Math.log2(processor / before.processor) / Math.log2(operations / before.operations);
    say(
      [
        `${name} ${operations}`.padEnd(13),
        `${(clock / 1000).toFixed(2)} s`.padEnd(15),
        `${(processor / 1000).toFixed(2)} s`.padEnd(15),
        exponent === '' ? '' : exponent.toFixed(2),
      ].join(''),
    );
    before = { operations, processor };
  }
}
