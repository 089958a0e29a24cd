/** Raised for every misuse of `@cfq/onnx`; the message reads `function: rule (expected X, got Y). Remedy.` */
export class OnnxError extends Error {
  override readonly name: string = 'OnnxError';
}
