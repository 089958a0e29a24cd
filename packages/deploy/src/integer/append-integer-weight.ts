import { elementTypes } from '../graph/element-types.ts';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { uint8s } from '../graph/initializers.ts';
import type { StoredWeight } from '../packing/append-weight.ts';
import { opsetOfStream, type BitStream } from '../packing/bit-stream.ts';
import { packCodes } from '../packing/pack-codes.ts';
import { storageType } from '../packing/storage-type.ts';
import type { IntegerLayer } from './integer-network.ts';

/**
 * Appends what gives `<name>.weight`, bytes [inputs, outputs]: products take none that are narrower.
 *
 * @param stream where the codes go; null for a container of their own.
 */
export function appendIntegerWeight(
  parts: GraphParts,
  { name, bits, codes, inputs, outputs }: IntegerLayer,
  stream: BitStream | null,
): StoredWeight {
  const [weight, shape] = [`${name}.weight`, [inputs, outputs]];
  const toBytes = (narrow: string): string =>
    appendNode(parts, 'Cast', [narrow], weight, [integer(parts, 'to', elementTypes.uint8)]);
  if (stream !== null) {
    toBytes(stream.append(parts, { codes: Int32Array.from(codes), shape, bits, signed: false }));
    const codeBytes = Math.ceil((codes.length * bits) / 8);
    return { bits, storage: 'BITS', codeBytes, opset: opsetOfStream };
  }
  const type = storageType(bits, false);
  if (type.storedBits === 8) {
    appendInitializer(parts, uint8s(weight, codes, shape));
    return { bits, storage: type.name, codeBytes: codes.length, opset: type.opset };
  }
  const rawData = packCodes(codes, type.storedBits);
  toBytes(appendInitializer(parts, { name: `${name}.codes`, dataType: type.code, dims: shape, rawData }));
  return { bits, storage: type.name, codeBytes: rawData.length, opset: type.opset };
}
