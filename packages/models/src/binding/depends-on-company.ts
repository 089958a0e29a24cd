import type { ModelFile } from '../files/model-file.ts';

/** Operators that scale all rows of a run by what the largest and the smallest of them hold. */
const dynamic = /^DynamicQuantize/;

/**
 * The operator for which a file's answer about a person depends on who else is asked about in the same run: dynamic
 * quantization takes its scale from all rows together. Null where there is none.
 */
export function dependsOnCompany(file: ModelFile): string | null {
  if (file.format !== 'onnx') return null;
  return file.onnx.graph.nodes.find(({ operator }) => dynamic.test(operator))?.operator ?? null;
}
