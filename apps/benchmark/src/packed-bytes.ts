import type { Student } from '@cfq/training';

const floatBytes = 4;

/**
 * Size of a student's parameters, tightly packed, in bytes: every weight matrix at its bits (rounded up to whole bytes
 * a layer), its float32 steps, its zero points where it has any (one byte each), float32 biases and activation
 * parameters. Not counted: names, shapes and whatever a file format adds.
 */
export function packedBytes(student: Student): number {
  if (student.kind === 'full-precision') {
    return Object.values(student.parameters).reduce(
      (bytes, { weight, bias }) => bytes + floatBytes * (weight.data.length + bias.data.length),
      0,
    );
  }
  const { weights, biases, activations } = student.deployed;
  let bytes = 0;
  for (const { codes, bits, scale, zeroPoint } of Object.values(weights)) {
    bytes += Math.ceil((codes.length * bits) / 8) + floatBytes * scale.length;
    if (zeroPoint.some((value) => value !== 0)) bytes += zeroPoint.length;
  }
  for (const { data } of Object.values(biases)) bytes += floatBytes * data.length;
  for (const { parameters } of Object.values(activations)) {
    for (const { data } of Object.values(parameters)) bytes += floatBytes * data.length;
  }
  return bytes;
}
