import { createCompileScope, randomStream, type NDArray } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { decode, uniformAffine } from '@cfq/quantizers';
import { expect, it } from 'vitest';
import { mlp } from '../model/mlp.ts';
import { networkOfModel } from '../model/network-of-model.ts';
import { layerInputs } from './layer-inputs.ts';

it('gives what every layer multiplies, hidden outputs rounded where they are, and the logits', async () => {
  await using scope = createCompileScope();
  const model = mlp({ inputWidth: 3, hidden: [5, 4] });
  const parameters = model.init(randomStream(2));
  const x = randomStream(3).normal([1030, 3]);
  const relu = ({ data, shape }: NDArray, layer: string): number[] => {
    const { weight, bias } = parameters[layer]!;
    const [width, outputs] = [shape[1]!, weight.shape[1]!];
    return Array.from({ length: shape[0]! * outputs }, (_, at) => {
      const [row, j] = [Math.floor(at / outputs), at % outputs];
      let sum = bias.data[j]!;
      for (let i = 0; i < width; i += 1) sum += data[row * width + i]! * weight.data[i * outputs + j]!;
      return Math.max(sum, 0);
    });
  };
  const exact = await layerInputs({ model, parameters, hidden: null, x, scope });
  expect(exact.inputs['dense0']!.data).toEqual(x.data);
  const wanted = relu(x, 'dense0');
  wanted.forEach((value, at) => expect(exact.inputs['dense1']!.data[at]).toBeCloseTo(value, 5));
  const said = referenceLogits(networkOfModel(model, parameters), x);
  said.data.forEach((logit, at) => expect(exact.logits.data[at]).toBeCloseTo(logit, 4));

  const learned = {
    dense0: uniformAffine.init(exact.inputs['dense1']!, 3),
    dense1: uniformAffine.init(exact.inputs['dense2']!, 3),
  };
  const hidden = { quantizer: uniformAffine, bits: { dense0: 3, dense1: 3 }, parameters: learned };
  const rounded = await layerInputs({ model, parameters, hidden, x, scope });
  const first = decode(uniformAffine.encode(exact.inputs['dense1']!, learned.dense0, 3));
  expect(rounded.inputs['dense1']!.data).toEqual(first.data);
  const levels = decode(
    uniformAffine.encode(
      { data: Float32Array.from(relu(first, 'dense1')), shape: [1030, 4] },
      learned.dense1,
      3,
    ),
  );
  const apart = levels.data.filter(
    (value, at) => Math.abs(value - rounded.inputs['dense2']!.data[at]!) > 1e-5,
  );
  // A sum on the border of two codes may round either way.
  expect(apart.length).toBeLessThan(5);
});
