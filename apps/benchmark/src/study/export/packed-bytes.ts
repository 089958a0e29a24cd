import { sizeOf } from '@cfq/jit';
import type { Student } from '@cfq/training';
import type { ExportResult } from '../../cells/models/export-schema.ts';

const floatBytes = 4;

/**
 * What a student takes on the disk, in bytes: a quantized one as the whole ONNX file it is packed into, with its codes
 * in as many bits as they have wherever that makes it smaller; a full-precision one as its float32 parameters.
 *
 * @param file what became of its file; null in full precision.
 */
export function packedBytes(student: Student, file: ExportResult | null): number {
  if (file !== null) return file.bytes;
  const parameters = student.kind === 'quantized' ? student.parameters.dense : student.parameters;
  return Object.values(parameters).reduce(
    (bytes, { weight, bias }) => bytes + floatBytes * (sizeOf(weight.shape) + sizeOf(bias.shape)),
    0,
  );
}
