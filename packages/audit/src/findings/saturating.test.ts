import { readOnnx } from '@cfq/onnx';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { saturatingWeights } from './saturating.ts';

const models = fileURLToPath(new URL('../../../../examples/foreign-models/', import.meta.url));

// What ONNX Runtime's own quantizer wrote, in the number formats that the name of the file says.
it.each<[string, boolean]>([
  ['onnxruntime/mlp-static-qoperator.onnx', true],
  ['onnxruntime/pipeline-mlp-static-qdq.onnx', true],
  ['onnxruntime/pipeline-mlp-dynamic.onnx', true],
  ['onnxruntime/mlp-dynamic.onnx', false],
  ['onnxruntime/mlp-static-qdq-int4.onnx', false],
  ['onnxruntime/pipeline-mlp-weights-qdq.onnx', false],
  ['scikit-learn/mlp.onnx', false],
])('%s: %s', (file, saturates) => {
  const found = saturatingWeights(readOnnx(new Uint8Array(readFileSync(models + file))));
  expect(found.length > 0).toBe(saturates);
});
