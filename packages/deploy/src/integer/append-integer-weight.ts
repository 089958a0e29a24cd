import { elementTypes } from '../graph/element-types.ts';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { uint8s } from '../graph/initializers.ts';
import { appendChannelCodes } from '../packing/append-channel-codes.ts';
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
  { name, bits, channelBits, codes, inputs, outputs }: IntegerLayer,
  stream: BitStream | null,
): StoredWeight {
  const weight = `${name}.weight`;
  const shape: [number, number] = [inputs, outputs];
  const toBytes = (narrow: string): string =>
    appendNode(parts, 'Cast', [narrow], weight, [integer(parts, 'to', elementTypes.uint8)]);
  if (stream !== null) {
    const run = { codes: Int32Array.from(codes), shape, signed: false };
    toBytes(
      channelBits === undefined
        ? stream.append(parts, { ...run, bits })
        : appendChannelCodes(parts, name, { ...run, channelBits, axis: 1 }, stream),
    );
    const spent = channelBits?.reduce((sum, own) => sum + own * inputs, 0) ?? codes.length * bits;
    const codeBytes = Math.ceil(spent / 8);
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
