import { packNetwork } from '@cfq/deploy';
import { networkOfStudent, type Student } from '@cfq/training';

const floatBytes = 4;

/**
 * What a student takes on the disk, in bytes: a quantized one as the whole ONNX file it is packed into, with its codes
 * in as many bits as they have wherever that makes it smaller; a full-precision one as its float32 parameters.
 */
export async function packedBytes(student: Student): Promise<number> {
  if (student.kind === 'quantized') return (await packNetwork(networkOfStudent(student))).bytes.length;
  return Object.values(student.parameters).reduce(
    (bytes, { weight, bias }) => bytes + floatBytes * (weight.data.length + bias.data.length),
    0,
  );
}
