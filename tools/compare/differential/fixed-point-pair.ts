import { denseNetwork, type Network } from '@cfq/network';

/** A dense layer as `read_networks.py` writes it. */
export interface StoredLayer {
  /** `[inputs, outputs]`. */
  readonly shape: readonly [number, number];
  /** Base64 of float32. */
  readonly weight: string;
  readonly bias: string;
}

/** Bits before the point, sign included, as the paper's networks have them (Zhang et al. 2023, "QEBVerif", §5). */
const integerBits = { weight: 1, bias: 2, activation: 2 };

const floats = (base64: string): Float32Array => {
  const bytes = Buffer.from(base64, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};

/** Signed numbers of `bits` bits, `fraction` of them behind the point; halves go away from zero. */
function fixedPoint(values: Float32Array, bits: number, fraction: number): Float32Array {
  const [step, most] = [2 ** -fraction, 2 ** (bits - 1)];
  return values.map((value) => {
    const clipped = Math.min(Math.max(value, -most * step), (most - 1) * step) / step;
    return Math.sign(clipped) * Math.floor(Math.abs(clipped) + 0.5) * step;
  });
}

/**
 * A network and its fixed-point student of `bits` bits: powers of two as steps, hidden outputs unsigned. Pixels are 0–1 for
 * the teacher and 256ths of 0–255 for the student, so that its first weights read 255/256 of a pixel. The last layer gives
 * one logit, that of `label`, beside a constant 0.
 */
export function fixedPointPair(
  layers: readonly StoredLayer[],
  bits: number,
  label: number,
): { teacher: Network; student: Network } {
  const of = (student: boolean): Network =>
    denseNetwork(
      layers.map(({ shape, weight, bias }, at) => {
        const isLast = at === layers.length - 1;
        let [w, b] = [floats(weight), floats(bias)];
        if (student) {
          w = fixedPoint(w, bits, bits - integerBits.weight);
          b = fixedPoint(b, bits, bits - integerBits.bias);
          if (at === 0) w = w.map((value) => (value * 255) / 256);
        }
        const [inputs, outputs] = shape;
        const column = (i: number): number[] => [0, w[i * outputs + label]!];
        const rows = isLast
          ? Array.from({ length: inputs }, (_, i) => column(i))
          : Array.from({ length: inputs }, (_, i) => Array.from(w.subarray(i * outputs, (i + 1) * outputs)));
        return {
          weight: rows,
          bias: isLast ? [0, b[label]!] : b,
          grid: student && !isLast ? { scale: 2 ** -(bits - integerBits.activation), bits } : null,
        };
      }),
    );
  return { teacher: of(false), student: of(true) };
}
