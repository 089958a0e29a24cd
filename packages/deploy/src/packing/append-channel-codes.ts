import { elementTypes } from '../graph/element-types.ts';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import type { BitStream } from './bit-stream.ts';

/** Codes of a matrix whose channels have widths of their own. */
export interface ChannelCodes {
  /** Row-major. */
  readonly codes: Int32Array;
  readonly shape: readonly [rows: number, columns: number];
  readonly signed: boolean;
  /** Width of each channel. */
  readonly channelBits: readonly number[];
  /** Whether channels are rows (0) or columns (1). */
  readonly axis: 0 | 1;
}

/**
 * Puts channels of one width after another into the stream, each with exactly its bits, and appends what gives the matrix
 * back in its order, as int32.
 *
 * @returns name of the codes.
 */
export function appendChannelCodes(
  parts: GraphParts,
  name: string,
  { codes, shape, signed, channelBits, axis }: ChannelCodes,
  stream: BitStream,
): string {
  const columns = shape[1];
  const widths = [...new Set(channelBits)].sort((one, other) => one - other);
  const groups = widths.map((bits) => ({
    bits,
    channels: channelBits.flatMap((own, channel) => (own === bits ? [channel] : [])),
  }));
  const read = groups.map(({ bits, channels }) => {
    const own = codes.filter(
      (_, index) => channelBits[axis === 0 ? Math.floor(index / columns) : index % columns] === bits,
    );
    const dims = axis === 0 ? [channels.length, columns] : [shape[0], channels.length];
    return stream.append(parts, { codes: own, shape: dims, bits, signed });
  });
  if (read.length === 1) return read[0]!;
  const together = appendNode(parts, 'Concat', read, `${name}/w`, [integer(parts, 'axis', axis)]);
  const order = groups.flatMap(({ channels }) => channels);
  const places = channelBits.map((_, channel) => order.indexOf(channel));
  const placed = appendInitializer(parts, {
    ...{ name: `${name}/p`, dataType: elementTypes.int64, dims: [places.length], int64Data: places },
  });
  return appendNode(parts, 'Gather', [together, placed], `${name}/g`, [integer(parts, 'axis', axis)]);
}
