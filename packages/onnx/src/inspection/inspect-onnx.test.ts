import { expect, it } from 'vitest';
import { readOnnx } from '../reading/read-onnx.ts';
import { foreignBytes } from '../testing/foreign-models.ts';
import { inspectOnnx } from './inspect-onnx.ts';

const inspect = (path: string) => inspectOnnx(readOnnx(foreignBytes(path)));

it('tells tensors with their bits and bytes, operators and a network', () => {
  const inspection = inspect('onnxruntime/pipeline-mlp-weights-qdq.onnx');
  expect(inspection.recognised).toMatchObject({
    network: true,
    widths: [18, 32, 16, 2],
    weightBits: [8, 8, 8],
  });
  const codes = inspection.tensors.find(({ name }) => name === 'coefficient_quantized');
  expect(codes).toMatchObject({ type: 'int8', shape: [18, 32], bits: 8, bytes: 576 });
  expect(inspection.tensorBytes).toBe(inspection.tensors.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(inspection.operators.find(({ operator }) => operator === 'MatMul')?.count).toBe(3);
  expect(inspection.opsets).toHaveProperty('ai.onnx.ml');
  expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
});

it('tells what stood in the way, and that ONNX Runtime cannot run a file', () => {
  const dynamic = inspect('onnxruntime/mlp-dynamic.onnx');
  expect(dynamic.recognised).toMatchObject({ network: false, operator: 'DynamicQuantizeLinear' });
  const inspection = inspect('brevitas/mlp-4-bits-qonnx.onnx');
  expect(inspection.recognised).toMatchObject({ network: true, columnBits: 8, sumGrids: [0, 0, 0] });
  expect(inspection.foreignOperators).toEqual(['qonnx.custom_op.general.Quant']);
});
