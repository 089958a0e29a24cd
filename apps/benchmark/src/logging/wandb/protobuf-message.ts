/** A field of a message: its number and what it holds; messages within are given encoded. */
export type MessageField = readonly [number: number, value: string | number | Uint8Array];

/** Numbers of wire types. */
const [varintType, lengthType] = [0, 2];

/**
 * A message in the wire format of Protocol Buffers, of texts, messages and whole numbers from 0 up to 2^53.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function protobufMessage(fields: readonly MessageField[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number * 8 + varintType), varint(value)];
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      return [varint(number * 8 + lengthType), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.from([...bytes, rest]);
}
