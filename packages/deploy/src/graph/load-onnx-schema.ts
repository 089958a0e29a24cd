import type { onnx } from 'onnx-proto';

/** The encoder and decoder of the ONNX file format. */
export type OnnxSchema = typeof onnx;

/** Loads the schema when it is first needed. Depending on the loader its namespace is the module or its default. */
export async function loadOnnxSchema(): Promise<OnnxSchema> {
  const module: { onnx?: OnnxSchema; default?: { onnx: OnnxSchema } } = await import('onnx-proto');
  return (module.onnx ?? module.default?.onnx)!;
}
