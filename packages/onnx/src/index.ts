export { OnnxError } from './onnx-error.ts';
