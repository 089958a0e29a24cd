export { exposeTensor, type ExposedTensor } from './expose-tensor.ts';
export { inspectOnnx } from './inspection/inspect-onnx.ts';
export type { InspectedOperator, InspectedTensor, Inspection } from './model/inspection.ts';
export type {
  OnnxAttribute,
  OnnxDimension,
  OnnxFile,
  OnnxFunction,
  OnnxGraph,
  OnnxNode,
  OnnxValueInfo,
} from './model/onnx-file.ts';
export type { ElementType, OnnxTensor, TensorStorage } from './model/onnx-tensor.ts';
export type { ReadLimits } from './model/read-limits.ts';
export type {
  BlackBoxFile,
  MapOutput,
  Recognition,
  RecognitionCommon,
  RecognisedNetwork,
  RecogniseOptions,
} from './model/recognition.ts';
export { OnnxError } from './onnx-error.ts';
export { externalFiles } from './reading/external-files.ts';
export { inlineExternal } from './reading/inline-external.ts';
export { readOnnxFile, readOnnxParts, type OnnxParts } from './reading/read-onnx-file.ts';
export { readOnnx } from './reading/read-onnx.ts';
export { foreignOperators } from './recognition/foreign-operators.ts';
export { recogniseNetwork } from './recognition/recognise-network.ts';
export { tensorNumbers } from './tensors/tensor-numbers.ts';
export { tensorTexts } from './tensors/tensor-texts.ts';
