import type { FeatureSpace } from '@cfq/datasets';
import type { NDArray, RandomStream } from '@cfq/jit';

/** People who take each feature from one of two rows, from the second with probability 0.35, as `feature-crossover` makes them. */
export function peopleOfTwo(
  x: NDArray,
  { features }: FeatureSpace,
  stream: RandomStream,
  count: number,
): NDArray {
  const [rows, width] = x.shape as readonly [number, number];
  const draws = stream.uniform([count, features.length + 2]).data;
  const data = new Float32Array(count * width);
  for (let person = 0; person < count; person += 1) {
    const drawn = draws.subarray(person * (features.length + 2), (person + 1) * (features.length + 2));
    const [own, other] = [drawn[0]!, drawn[1]!].map((u) => Math.floor(u * rows)) as [number, number];
    features.forEach(({ start, width: span }, feature) => {
      const row = drawn[feature + 2]! < 0.35 ? other : own;
      data.set(x.data.subarray(row * width + start, row * width + start + span), person * width + start);
    });
  }
  return { data, shape: [count, width] };
}
