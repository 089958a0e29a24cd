import type { InputGrid } from '@cfq/deploy';
import type { DenseLayer, Network } from '@cfq/network';

/** Room for a bias among whole numbers of 32 bits; the other half is for what is added to it. */
const room = 2 ** 30;

/**
 * A network whose every bias has room in sums of whole numbers of 32 bits, which count in steps of weight times steps of input.
 * As trained, the step of a unit that hardly depends on what it is given may be tiny; it is raised as far as its bias
 * needs, and its codes are rounded to it. That moves what a weight adds by at most `2⁻¹⁹` of the bias for each unit of input,
 * of which grids of 8 bits, with steps of `2⁻⁸`, see nothing. Nothing else changes.
 */
export function raiseSteps(network: Network, grid: InputGrid): Network {
  let input = grid.scale;
  const layers = network.layers.map((layer) => {
    const raised = raisedLayer(layer, input);
    input = layer.grid?.scale ?? input;
    return raised;
  });
  return { ...network, layers };
}

function raisedLayer(layer: DenseLayer, input: number): DenseLayer {
  const { weight, bias } = layer;
  if (weight.kind !== 'affine' || weight.axis === 0) return layer;
  const { codes, zeroPoint, scale, axis } = weight;
  const outputs = bias.length;
  const channel = (output: number): number => (axis === null ? 0 : output);
  const needed = Float64Array.from(scale);
  bias.forEach((own, output) => {
    needed[channel(output)] = Math.max(needed[channel(output)]!, Math.abs(own) / (input * room));
  });
  // Upwards, so that float32 does not take the room away again.
  const steps = Float32Array.from(needed, (step, at) => (step > scale[at]! ? step * (1 + 2 ** -22) : step));
  if (steps.every((step, at) => step === scale[at])) return layer;
  return {
    ...layer,
    weight: {
      ...weight,
      scale: steps,
      codes: codes.map((code, at) => {
        const own = channel(at % outputs);
        const zero = zeroPoint[own]!;
        return zero + Math.round(((code - zero) * scale[own]!) / steps[own]!);
      }),
    },
  };
}
