import { matchLayer } from '../match-layer.ts';
import { NetworkError } from '../network-error.ts';
import { shapeOfWeights } from '../shape-of-weights.ts';
import { checkFinite, checkWeights } from './check-weights.ts';
import { checkActivationGrid, checkColumnGrid, checkSumGrid } from './check-grids.ts';
import { refuseLayer, type Refuse } from './refuse-layer.ts';
import type { DenseLayer, Network } from '../model/network.ts';

function checkDense(layer: DenseLayer, inputs: number, isLast: boolean, refuse: Refuse): number {
  const shape = shapeOfWeights(layer.weight);
  const [rows, outputs] = shape;
  if (shape.length !== 2 || rows !== inputs || !Number.isInteger(outputs) || outputs! < 1) {
    refuse({
      rule: 'the weight must be a matrix with a row for each input',
      expected: `[${inputs}, outputs]`,
      got: `[${shape.join(', ')}]`,
      remedy: 'Order the layers; weights are [inputs, outputs].',
    });
  }
  checkWeights(layer.weight, refuse);
  const columns = shape[1]!;
  if (layer.bias.length !== columns) {
    refuse({
      rule: 'every output has one bias',
      expected: String(columns),
      got: String(layer.bias.length),
      remedy: 'Pass the layer its own bias.',
    });
  }
  checkFinite('biases', layer.bias, refuse);
  for (const grid of layer.sumGrids) checkSumGrid(grid, columns, refuse);
  if (isLast && layer.activation !== 'linear') {
    refuse({
      rule: 'the last layer gives logits',
      expected: "activation 'linear'",
      got: `'${layer.activation}'`,
      remedy: 'Pass the layers up to the logits, without what follows them.',
    });
  }
  if (layer.grid !== null) {
    if (layer.activation !== 'relu') {
      refuse({
        rule: 'a grid starts at 0, so it stands behind a ReLU',
        expected: "activation 'relu'",
        got: `'${layer.activation}'`,
        remedy: 'Leave the grid null.',
      });
    }
    checkActivationGrid(layer.grid, refuse);
  }
  return columns;
}

/**
 * Checks a network: that its layers follow on each other, that each array has the size of its shape, that numbers are
 * finite, codes within their bits, grids positive, names apart, and that the last layer gives logits.
 *
 * @param caller function in whose name a network is refused; default `'checkNetwork'`.
 * @throws NetworkError naming the layer, or the input grid, and the rule it breaks.
 */
export function checkNetwork({ inputWidth, inputGrid, layers }: Network, caller = 'checkNetwork'): void {
  if (!Number.isInteger(inputWidth) || inputWidth < 1) {
    throw new NetworkError(
      `${caller}: rows have columns (expected a whole inputWidth from 1, got ${inputWidth}). Count the columns.`,
    );
  }
  if (inputGrid !== null) checkColumnGrid(inputGrid, inputWidth, caller);
  if (layers.length === 0) {
    throw new NetworkError(
      `${caller}: a network has at least one layer (expected 1 or more, got 0). Pass its layers.`,
    );
  }
  const names = new Set<string>();
  let width = inputWidth;
  for (const [index, layer] of layers.entries()) {
    const refuse = refuseLayer(caller, layer.name);
    if (layer.name === '' || names.has(layer.name)) {
      refuse({
        rule: 'a layer has a name of its own',
        expected: `e.g. dense${index}`,
        got: `"${layer.name}" for layer ${index}`,
        remedy: 'Number the layers.',
      });
    }
    names.add(layer.name);
    const isLast = index === layers.length - 1;
    width = matchLayer(layer, { dense: (dense) => checkDense(dense, width, isLast, refuse) });
  }
}
