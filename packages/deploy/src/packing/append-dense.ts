import type { ActivationGrid, DenseLayer } from '@cfq/network';
import { appendWeight, type StoredWeight } from './append-weight.ts';
import { appendSteps } from './append-steps.ts';
import type { BitStream } from './bit-stream.ts';
import { appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { floats } from '../graph/initializers.ts';

/**
 * The grid, written out in float operations: with a QuantizeLinear / DequantizeLinear pair on both sides of a product,
 * ONNX Runtime 1.30 gives other logits when it may rewrite the graph than when it may not.
 */
function appendGrid(parts: GraphParts, name: string, { scale, bits }: ActivationGrid, input: string): string {
  parts.initializers.push(
    floats(`${name}.activation.scale`, Float32Array.of(scale), []),
    floats(`${name}.activation.highest`, Float32Array.of(2 ** bits - 1), []),
  );
  const chain: readonly (readonly [opType: string, second: string | null, result: string])[] = [
    ['Div', 'activation.scale', 'activation.steps'],
    ['Min', 'activation.highest', 'activation.bounded'],
    ['Round', null, 'activation.code'],
    ['Mul', 'activation.scale', 'activation'],
  ];
  return chain.reduce((previous, [opType, second, result]) => {
    const factors = second === null ? [previous] : [previous, `${name}.${second}`];
    parts.nodes.push({ opType, input: factors, output: [`${name}.${result}`] });
    return `${name}.${result}`;
  }, input);
}

/** The grids of the sums, one after another; the product has what is added before the first. */
function appendSums(parts: GraphParts, { name, sumGrids }: DenseLayer, products: string): string {
  return sumGrids.reduce((sums, { scale, bias, ...range }, at) => {
    const own = `${name}.sums${at}`;
    parts.initializers.push(floats(`${own}.bias`, bias, [bias.length]));
    const added = at === 0 ? sums : appendNode(parts, 'Add', [sums, `${own}.bias`], `${own}.sum`);
    return appendSteps(parts, own, { ...range, scale: Float32Array.of(scale) }, added);
  }, products);
}

/** What a layer became. */
export interface AppendedLayer {
  /** Name of what it gives. */
  readonly result: string;
  readonly stored: StoredWeight;
}

/**
 * Appends `weight → Gemm (→ grids of the sums → bias) (→ Relu (→ grid))`.
 *
 * @param input name of what goes in.
 * @param logits what its sums are called if they are the logits; null for a hidden layer.
 * @param stream where its codes go; null for a container of their own.
 */
export function appendDense(
  parts: GraphParts,
  layer: DenseLayer,
  input: string,
  logits: string | null,
  stream: BitStream | null,
): AppendedLayer {
  const { name, bias, sumGrids, activation, grid } = layer;
  const stored = appendWeight(parts, layer, stream);
  parts.initializers.push(floats(`${name}.bias`, bias, [bias.length]));
  const sum = logits ?? `${name}.sum`;
  // Gemm with a transposed second factor is the one product that the runtime does not fuse with its weights into a
  // kernel that quantizes the activations on its own account.
  const [first] = sumGrids;
  const products = first === undefined ? sum : `${name}.products`;
  appendNode(
    parts,
    'Gemm',
    [input, `${name}.weight`, first === undefined ? `${name}.bias` : `${name}.sums0.bias`],
    products,
    [integer(parts, 'transB', 1)],
  );
  if (first !== undefined)
    appendNode(parts, 'Add', [appendSums(parts, layer, products), `${name}.bias`], sum);
  if (activation === 'linear') return { result: sum, stored };
  parts.nodes.push({ opType: 'Relu', input: [sum], output: [`${name}.relu`] });
  const result = grid === null ? `${name}.relu` : appendGrid(parts, name, grid, `${name}.relu`);
  return { result, stored };
}
