import { varint } from './varint.ts';

/** A tensor that is to become an output. */
export interface ExposedTensor {
  /** A name that an operator of the main graph gives. */
  readonly name: string;
  readonly type: 'float32' | 'float64';
  /** Columns behind the rows; null where they are not known. */
  readonly columns: number | null;
}

const elementTypes = { float32: 1, float64: 11 } as const;

/** A field that holds a message or text. */
const field = (number: number, bytes: readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];

/** A field that holds a whole number. */
const whole = (number: number, value: number): number[] => [...varint(number * 8), ...varint(value)];

/**
 * A copy of a file that gives one more output: a tensor between its operators. For instance the one that a `ZipMap`
 * turns into a list of maps, which no runtime for JavaScript reads.
 *
 * A protobuf message that comes twice continues, so the output is a second piece of the graph behind the file, whose own
 * bytes stay as they are.
 *
 * @see Protocol Buffers, Encoding, "Last One Wins".
 */
export function exposeTensor(bytes: Uint8Array, { name, type, columns }: ExposedTensor): Uint8Array {
  const sizes = [
    field(1, field(2, [...new TextEncoder().encode('rows')])),
    field(1, columns === null ? [] : whole(1, columns)),
  ];
  const tensorType = [...whole(1, elementTypes[type]), ...field(2, sizes.flat())];
  const output = [...field(1, [...new TextEncoder().encode(name)]), ...field(2, field(1, tensorType))];
  const piece = field(7, field(12, output));
  const result = new Uint8Array(bytes.length + piece.length);
  result.set(bytes);
  result.set(piece, bytes.length);
  return result;
}
