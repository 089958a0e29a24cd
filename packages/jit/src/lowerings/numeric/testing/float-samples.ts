const bits = new Uint32Array(1);
const value = new Float32Array(bits.buffer);

/** The float32 with given bits. */
function floatOfBits(pattern: number): number {
  bits[0] = pattern;
  return value[0]!;
}

/** Floats of both signs spread over all exponents, in rising order: the ends, zeros, infinities, and every `stride`th. */
export function floatsEverywhere(stride: number): Float32Array {
  const patterns = Array.from({ length: Math.ceil(0x7f800000 / stride) }, (_, i) => i * stride);
  const positive = [...patterns, 1, 0x7f7fffff, 0x7f800000].map(floatOfBits);
  return Float32Array.from([...positive, ...positive.map((x) => -x)]).sort();
}

/** A run of neighbouring floats from `start` outwards. */
export function neighbours(start: number, count: number): Float32Array {
  value[0] = start;
  const first = bits[0]!;
  return Float32Array.from({ length: count }, (_, i) => floatOfBits(first + i)).sort();
}

/** How many floats lie between two, one of the ends included. */
export function ulpsApart(a: number, b: number): number {
  const place = (x: number): number => {
    value[0] = x;
    return bits[0]! < 0x80000000 ? bits[0]! : 0x80000000 - bits[0]!;
  };
  return Math.abs(place(a) - place(b));
}
