import { decodeWeights, type DenseLayer, type Weights } from '@cfq/network';

/** Codes with those of a column of zeros beside them. */
function beside(weights: Weights, inputs: number, place: 0 | 1): Weights {
  const interleaved = <Values extends Int32Array | Float32Array>(
    values: Values,
    zero: (input: number) => number,
    into: Values,
  ): Values => {
    for (let input = 0; input < inputs; input += 1) {
      into[2 * input + place] = values[input]!;
      into[2 * input + 1 - place] = zero(input);
    }
    return into;
  };
  const shape = [inputs, 2];
  const floats = (): Weights => {
    const data = interleaved(
      decodeWeights(weights).data as Float32Array,
      () => 0,
      new Float32Array(2 * inputs),
    );
    return { kind: 'float', values: { data, shape } };
  };
  if (weights.kind === 'float') return floats();
  const each = weights.axis === 1;
  const twice = {
    shape,
    scale: each ? Float32Array.of(weights.scale[0]!, weights.scale[0]!) : weights.scale,
  };
  const codes = (zero: (input: number) => number): Int32Array =>
    interleaved(weights.codes, zero, new Int32Array(2 * inputs));
  if (weights.kind === 'codebook') {
    const zero = weights.codebook.indexOf(0);
    return zero < 0 ? floats() : { ...weights, ...twice, codes: codes(() => zero) };
  }
  const { zeroPoint } = weights;
  return {
    ...{ ...weights, ...twice },
    codes: codes((input) => zeroPoint[weights.axis === 0 ? input : 0]!),
    zeroPoint: each ? Int32Array.of(zeroPoint[0]!, zeroPoint[0]!) : zeroPoint,
  };
}

/** A last layer of one output as two logits: 0, and the output at `place`. */
export function twoLogits(layer: DenseLayer, place: 0 | 1): DenseLayer {
  const shape = layer.weight.kind === 'float' ? layer.weight.values.shape : layer.weight.shape;
  const bias = new Float32Array(2);
  bias[place] = layer.bias[0]!;
  const sumGrids = layer.sumGrids.map((grid) => {
    const before = new Float32Array(2);
    before[place] = grid.bias[0]!;
    return { ...grid, bias: before };
  });
  return { ...layer, weight: beside(layer.weight, shape[0]!, place), sumGrids, bias };
}

/** Weights with their outputs in another order; codes stay codes. */
function reorderedWeights(weight: Weights, order: readonly number[]): Weights {
  const outputs = order.length;
  const turned = <Values extends Int32Array | Float32Array>(values: Values): Values =>
    values.map((_, at) => values[at - (at % outputs) + order[at % outputs]!]!) as Values;
  if (weight.kind === 'float') {
    const { data, shape } = decodeWeights(weight);
    return { kind: 'float', values: { data: turned(data as Float32Array), shape } };
  }
  const codes = turned(weight.codes);
  if (weight.axis !== 1) return { ...weight, codes };
  const scale = turned(weight.scale);
  return weight.kind === 'codebook'
    ? { ...weight, codes, scale }
    : { ...weight, codes, scale, zeroPoint: turned(weight.zeroPoint) };
}

/** Last layer with its outputs in another order. */
export function reordered(layer: DenseLayer, order: readonly number[]): DenseLayer {
  if (order.every((place, at) => place === at)) return layer;
  const each = (values: Float32Array): Float32Array => Float32Array.from(order, (place) => values[place]!);
  return {
    ...layer,
    weight: reorderedWeights(layer.weight, order),
    sumGrids: layer.sumGrids.map((grid) => ({ ...grid, bias: each(grid.bias) })),
    bias: each(layer.bias),
  };
}
