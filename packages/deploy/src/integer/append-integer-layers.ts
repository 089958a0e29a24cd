import { elementTypes } from '../graph/element-types.ts';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { floats, int32s, int64s, uint16s, uint8s } from '../graph/initializers.ts';
import type { InputGrid } from '../exporting/input-grid.ts';
import { appendColumnGrid } from '../packing/append-column-grid.ts';
import type { BitStream } from '../packing/bit-stream.ts';
import type { PackedLayer } from '../packing/packed-network.ts';
import { appendIntegerWeight } from './append-integer-weight.ts';
import type { IntegerLayer, IntegerNetwork, Requantization } from './integer-network.ts';

const cast = (parts: GraphParts, input: string, output: string, to: keyof typeof elementTypes): string =>
  appendNode(parts, 'Cast', [input], output, [integer(parts, 'to', elementTypes[to])]);

/** The bytes of the codes of rows, each with what it is worth. */
type InputBytes = readonly { readonly name: string; readonly worth: number }[];

/** Codes of the rows; those of 16 bits as a high and a low byte, since products take bytes. */
function appendInputCodes(
  parts: GraphParts,
  columns: string,
  { scale, zeroPoint, bits }: InputGrid,
): InputBytes {
  const zero =
    bits === 8
      ? uint8s('cfq/zero', Uint8Array.of(zeroPoint), [])
      : uint16s('cfq/zero', Uint16Array.of(zeroPoint), []);
  const codes = appendNode(
    parts,
    'QuantizeLinear',
    [
      columns,
      appendInitializer(parts, floats('cfq/scale', Float32Array.of(scale), [])),
      appendInitializer(parts, zero),
    ],
    'cfq/codes',
  );
  if (bits === 8) return [{ name: codes, worth: 1 }];
  const byte = appendInitializer(parts, int32s('cfq/byte', Int32Array.of(256), []));
  const whole = cast(parts, codes, 'cfq/whole', 'int32');
  const [high, low] = ['Div', 'Mod'].map((opType) =>
    cast(parts, appendNode(parts, opType, [whole, byte], `cfq/${opType}`), `cfq/${opType}.byte`, 'uint8'),
  );
  return [
    { name: high!, worth: 256 },
    { name: low!, worth: 1 },
  ];
}

/** `Σ input code · (weight code − zero point)`: bytes times bytes, both unsigned, which no kernel saturates. */
function appendProducts(parts: GraphParts, { name, zeroPoint }: IntegerLayer, bytes: InputBytes): string {
  const factors = [`${name}.weight`];
  if (zeroPoint.some((zero) => zero !== 0)) {
    const dims = zeroPoint.length === 1 ? [] : [zeroPoint.length];
    factors.push('', appendInitializer(parts, uint8s(`${name}.zero`, zeroPoint, dims)));
  }
  const products = bytes.map(({ name: input, worth }) => {
    const product = appendNode(parts, 'MatMulInteger', [input, ...factors], `${name}.product${worth}`);
    if (worth === 1) return product;
    const by = appendInitializer(parts, int32s(`${name}.worth`, Int32Array.of(worth), []));
    return appendNode(parts, 'Mul', [product, by], `${name}.high`);
  });
  return products.length === 1 ? products[0]! : appendNode(parts, 'Add', products, `${name}.products`);
}

/**
 * `clip((products · multiplier + bias · multiplier + 2^(shift − 1)) / 2^shift)` in 64 bits, the division towards zero:
 * where the sum is negative it gives 0 or less, so that the clip is the ReLU too.
 */
function appendRequantization(
  parts: GraphParts,
  { name, bias }: IntegerLayer,
  { multiplier, shift, highest }: Requantization,
  products: string,
): string {
  const outputs = bias.length;
  const constant = (what: string, values: readonly bigint[]): string =>
    appendInitializer(parts, int64s(`${name}.${what}`, values, [values.length]));
  const perOutput = (value: (output: number) => bigint): bigint[] =>
    Array.from({ length: outputs }, (_, output) => value(output));
  const limit = (what: string, value: number): string =>
    appendInitializer(parts, int64s(`${name}.${what}`, [value], []));
  const factor = constant(
    'multiplier',
    perOutput((output) => BigInt(multiplier[output]!)),
  );
  const added = constant(
    'bias',
    perOutput(
      (output) => BigInt(bias[output]!) * BigInt(multiplier[output]!) + 2n ** BigInt(shift[output]! - 1),
    ),
  );
  const divisor = constant(
    'divisor',
    perOutput((output) => 2n ** BigInt(shift[output]!)),
  );
  const wide = cast(parts, products, `${name}.wide`, 'int64');
  const scaled = appendNode(parts, 'Mul', [wide, factor], `${name}.scaled`);
  const rounded = appendNode(parts, 'Add', [scaled, added], `${name}.sum`);
  const divided = appendNode(parts, 'Div', [rounded, divisor], `${name}.steps`);
  const clipped = appendNode(
    parts,
    'Clip',
    [divided, limit('lowest', 0), limit('highest', highest)],
    `${name}.clipped`,
  );
  return cast(parts, clipped, `${name}.activation`, 'uint8');
}

/** The last sums, in logits. A whole number lies between product and scale, so that no kernel takes both together. */
function appendLogits(
  parts: GraphParts,
  { name, bias }: IntegerLayer,
  logitScale: Float32Array,
  products: string,
  logits: string,
): void {
  const added = appendInitializer(parts, int32s(`${name}.bias`, bias, [bias.length]));
  const sum = appendNode(parts, 'Add', [products, added], `${name}.sum`);
  const dims = logitScale.length === 1 ? [] : [logitScale.length];
  const scale = appendInitializer(parts, floats(`${name}.scale`, logitScale, dims));
  appendNode(parts, 'Mul', [cast(parts, sum, `${name}.float`, 'float32'), scale], logits);
}

/**
 * Appends a network of whole numbers between the columns and the logits.
 *
 * @param streamOf where the codes of a layer go; null for a container of their own.
 */
export function appendIntegerLayers(
  parts: GraphParts,
  { columns: grid, input, layers, logitScale }: IntegerNetwork,
  streamOf: (layer: string) => BitStream | null,
  { columns, logits }: { readonly columns: string; readonly logits: string },
): (PackedLayer & { readonly opset: number })[] {
  const rounded = grid === null ? columns : appendColumnGrid(parts, grid, columns);
  let bytes = appendInputCodes(parts, rounded, input);
  return layers.map((layer) => {
    const stored = appendIntegerWeight(parts, layer, streamOf(layer.name));
    const products = appendProducts(parts, layer, bytes);
    if (layer.requantization === null) appendLogits(parts, layer, logitScale, products, logits);
    else {
      bytes = [{ name: appendRequantization(parts, layer, layer.requantization, products), worth: 1 }];
    }
    return { layer: layer.name, ...stored };
  });
}
