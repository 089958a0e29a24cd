import { tensorNumbers, type OnnxFile, type OnnxNode } from '@cfq/onnx';

/** Products of 8-bit numbers, and products that ONNX Runtime turns into them where both sides are dequantized. */
const products = new Set([
  'QLinearMatMul',
  'QGemm',
  'MatMulInteger',
  'MatMul',
  'Gemm',
  'DynamicQuantizeMatMul',
]);

/** What gives 8-bit activations. */
const activations = new Set(['QuantizeLinear', 'DynamicQuantizeLinear', 'QLinearMatMul', 'QGemm']);

/** The largest weight whose product with a byte, two of them added, stays within 16 bits: 2 · 255 · 64 < 2^15. */
const safe = 64;

/**
 * Names of signed 8-bit weights that take part in a product with 8-bit activations and go beyond ±64: on x86 processors
 * with AVX2 and without VNNI, ONNX Runtime adds such products in 16 bits, two at a time, and they saturate.
 *
 * @see https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html, "When and why do I need to try U8U8?"
 */
export function saturatingWeights({ graph }: OnnxFile): string[] {
  const weights = new Map(
    graph.initializers
      .filter(({ type, dims }) => type === 'int8' && dims.length === 2)
      .map((tensor) => [tensor.name, tensor]),
  );
  const makers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)),
  );
  const stored = (name: string): string => {
    const node = makers.get(name);
    const passes = node?.operator === 'DequantizeLinear' || node?.operator === 'Transpose';
    return passes ? stored(node.inputs[0]!) : name;
  };
  const used = graph.nodes
    .filter(({ operator }) => products.has(operator))
    .flatMap((node: OnnxNode) => {
      const sources = node.inputs.filter((name) => name !== '').map(stored);
      const quantized = sources.some((name) => activations.has(makers.get(name)?.operator ?? ''));
      return quantized ? sources.filter((name) => weights.has(name)) : [];
    });
  return [...new Set(used)].filter((name) =>
    tensorNumbers(weights.get(name)!).some((code) => Math.abs(code) > safe),
  );
}
