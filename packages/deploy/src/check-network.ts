import { DeployError } from './deploy-error.ts';
import type { QuantizedLayer, QuantizedNetwork } from './quantized-network.ts';

const fail = (layer: string, rule: string, remedy: string): never => {
  throw new DeployError(`packNetwork: layer "${layer}": ${rule}. ${remedy}`);
};

function checkLayer({ layer, weight, bias, activation }: QuantizedLayer, inputs: number | null): number {
  const [rows, columns] = weight.shape;
  if (weight.shape.length !== 2 || rows === undefined || columns === undefined) {
    return fail(
      layer,
      `the weight must be a matrix (expected [inputs, outputs], got [${weight.shape.join(', ')}])`,
      'Convolutions cannot be packed by this function.',
    );
  }
  if (inputs !== null && rows !== inputs) {
    fail(
      layer,
      `inputs must equal the outputs before it (expected ${inputs}, got ${rows})`,
      'Order the layers.',
    );
  }
  if (weight.codes.length !== rows * columns) {
    fail(
      layer,
      `every weight has one code (expected ${rows * columns}, got ${weight.codes.length})`,
      'Encode again.',
    );
  }
  if (bias.length !== columns) {
    fail(
      layer,
      `every output has one bias (expected ${columns}, got ${bias.length})`,
      'Pass the layer its own bias.',
    );
  }
  if (!bias.every(Number.isFinite)) fail(layer, 'biases must be finite', 'Did training diverge?');
  if (weight.kind !== 'affine' || !weight.signed || weight.zeroPoint.some((zero) => zero !== 0)) {
    fail(layer, 'weight codes must be signed with zero point 0', 'Use a symmetric quantizer.');
  }
  const perOutput = weight.axis === 1 && weight.scale.length === columns;
  if (!perOutput && !(weight.axis === null && weight.scale.length === 1)) {
    fail(
      layer,
      `a weight has one scale, or one an output (expected 1 or ${columns} along axis 1, ` +
        `got ${weight.scale.length} along ${weight.axis ?? 'no axis'})`,
      'Quantize per tensor or along axis 1.',
    );
  }
  if (!weight.scale.every((scale) => Number.isFinite(scale) && scale > 0)) {
    fail(layer, 'scales must be finite and positive', 'Did training diverge?');
  }
  const half = 2 ** (weight.bits - 1);
  const stray = weight.codes.find((code) => code < -half || code >= half);
  if (stray !== undefined) {
    fail(
      layer,
      `codes must fit ${weight.bits} bits (expected ${-half} to ${half - 1}, got ${stray})`,
      'Encode again.',
    );
  }
  if (activation !== null && !(activation.bits >= 1 && activation.bits <= 8 && activation.scale > 0)) {
    fail(
      layer,
      `an activation grid has 1 to 8 bits and a positive scale (got ${activation.bits} bits, scale ${activation.scale})`,
      'Leave it null to keep the activation float.',
    );
  }
  return columns;
}

/**
 * Checks a network before a byte is written.
 *
 * @throws DeployError naming the layer and the rule it breaks.
 */
export function checkNetwork({ layers }: QuantizedNetwork): void {
  if (layers.length === 0) {
    throw new DeployError(
      'packNetwork: a network has at least one layer (expected 1 or more, got 0). Pass its layers.',
    );
  }
  let width: number | null = null;
  for (const layer of layers) width = checkLayer(layer, width);
}
