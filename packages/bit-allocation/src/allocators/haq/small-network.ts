import type { RandomStream } from '@cfq/jit';

/** Numbers of a dense network: for each layer a weight for every input and output, and a bias. */
export interface SmallNetwork {
  /** Units of input, of every hidden layer, and of the output. */
  readonly widths: readonly number[];
  /** All weights and biases, layer after layer: weights [inputs, outputs] row-major, then biases. */
  readonly parameters: Float64Array;
}

/** What a network computed on its way, kept for the way back. */
export interface ForwardPass {
  /** Input, hidden outputs after ReLU, and output. */
  readonly outputs: readonly Float64Array[];
}

/** A network with weights uniform within `1 / √inputs`, as DDPG starts. */
export function smallNetwork(widths: readonly number[], stream: RandomStream): SmallNetwork {
  const parts = widths.slice(1).map((outputs, at) => {
    const inputs = widths[at]!;
    const bound = 1 / Math.sqrt(inputs);
    return Array.from(stream.split(at).uniform([(inputs + 1) * outputs]).data, (u) => (2 * u - 1) * bound);
  });
  return { widths, parameters: Float64Array.from(parts.flat()) };
}

/** The output of a network, linear at its end. */
export function forward({ widths, parameters }: SmallNetwork, input: Float64Array): ForwardPass {
  const outputs = [input];
  let offset = 0;
  for (let layer = 0; layer + 1 < widths.length; layer += 1) {
    const [inputs, units] = [widths[layer]!, widths[layer + 1]!];
    const given = outputs[layer]!;
    const sums = parameters.slice(offset + inputs * units, offset + (inputs + 1) * units);
    for (let i = 0; i < inputs; i += 1) {
      const value = given[i]!;
      for (let j = 0; j < units; j += 1) sums[j]! += value * parameters[offset + i * units + j]!;
    }
    outputs.push(layer + 2 < widths.length ? sums.map((sum) => Math.max(0, sum)) : sums);
    offset += (inputs + 1) * units;
  }
  return { outputs };
}

/**
 * Adds the gradient of `⟨slope, output⟩` in the parameters to `gradient`.
 *
 * @returns its gradient in the input.
 */
export function backward(
  { widths, parameters }: SmallNetwork,
  { outputs }: ForwardPass,
  slope: Float64Array,
  gradient: Float64Array,
): Float64Array {
  let above = slope;
  let end = parameters.length;
  for (let layer = widths.length - 2; layer >= 0; layer -= 1) {
    const [inputs, units] = [widths[layer]!, widths[layer + 1]!];
    const offset = end - (inputs + 1) * units;
    const given = outputs[layer]!;
    const below = new Float64Array(inputs);
    for (let j = 0; j < units; j += 1) gradient[offset + inputs * units + j]! += above[j]!;
    for (let i = 0; i < inputs; i += 1) {
      let sum = 0;
      for (let j = 0; j < units; j += 1) {
        gradient[offset + i * units + j]! += above[j]! * given[i]!;
        sum += above[j]! * parameters[offset + i * units + j]!;
      }
      // A unit that is off passes nothing back; inputs are not units.
      below[i] = layer > 0 && given[i]! <= 0 ? 0 : sum;
    }
    above = below;
    end = offset;
  }
  return above;
}

/**
 * Steps of Adam that change the parameters of a network in place.
 *
 * @see Kingma and Ba 2015, "Adam", algorithm 1.
 */
export function adam(network: SmallNetwork, learningRate: number): (gradient: Float64Array) => void {
  const { parameters } = network;
  const [first, second] = [new Float64Array(parameters.length), new Float64Array(parameters.length)];
  let step = 0;
  return (gradient) => {
    step += 1;
    const rate = (learningRate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
    for (let at = 0; at < parameters.length; at += 1) {
      const slope = gradient[at]!;
      first[at] = 0.9 * first[at]! + 0.1 * slope;
      second[at] = 0.999 * second[at]! + 0.001 * slope * slope;
      parameters[at]! -= (rate * first[at]!) / (Math.sqrt(second[at]!) + 1e-8);
    }
  };
}
