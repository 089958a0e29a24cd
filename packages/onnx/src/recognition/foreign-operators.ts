import { fullName } from './full-name.ts';
import type { OnnxFile, OnnxGraph } from '../model/onnx-file.ts';

/** Domains whose operators ONNX Runtime has, as it comes. */
const known: readonly string[] = [
  ...['', 'ai.onnx.ml', 'com.microsoft', 'com.microsoft.nchwc', 'com.ms.internal.nhwc'],
  ...['ai.onnx.training', 'ai.onnx.preview.training', 'com.microsoft.experimental'],
];

function within({ nodes }: OnnxGraph, functions: ReadonlySet<string>, found: Set<string>): void {
  for (const node of nodes) {
    if (!known.includes(node.domain) && !functions.has(fullName(node))) found.add(fullName(node));
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') within(attribute.value, functions, found);
    }
  }
}

/** Operators of domains that ONNX Runtime does not have, and that the file does not define: it cannot run the file. */
export function foreignOperators({ graph, functions }: OnnxFile): string[] {
  const found = new Set<string>();
  within(graph, new Set(functions.map(({ domain, name }) => `${domain}.${name}`)), found);
  return [...found];
}
