export { addScaled } from './arrays/add-scaled.ts';
export { chunksOf, type Chunk, type ChunkOptions } from './arrays/chunks-of.ts';
export { concatRows } from './arrays/concat-rows.ts';
export { drawRows, type DrawRowsOptions } from './arrays/draw-rows.ts';
export { firstRows } from './arrays/first-rows.ts';
export { inChunks } from './arrays/in-chunks.ts';
export { sizeOf } from './arrays/size-of.ts';
export { takeRows } from './arrays/take-rows.ts';
export { dtypeOf, type DType } from './arrays/dtype.ts';
export { prepareEager, type EagerBackend } from './eager/prepare-eager.ts';
export { DisposedError } from './errors/disposed-error.ts';
export { ExecutorError } from './errors/executor-error.ts';
export { JitError } from './errors/jit-error.ts';
export { LeafError } from './errors/leaf-error.ts';
export { StructureError } from './errors/structure-error.ts';
export { TraceError } from './errors/trace-error.ts';
export { UnsupportedKernelError } from './errors/unsupported-kernel-error.ts';
export { executorInUse } from './executor-in-use.ts';
export { jit, type ArrayArguments, type Executor, type Jitted, type JitOptions } from './jit.ts';
export type { Optimization } from './onnx/compile-model.ts';
export type { OnnxRuntime, RuntimeFactory, RuntimeKind } from './onnx/onnx-runtime.ts';
export { ndarray, type NDArray, type TypedArray } from './arrays/ndarray.ts';
export {
  openModel,
  type OpenedModel,
  type OpenModelOptions,
  type RunModelOptions,
} from './onnx/open-model.ts';
export {
  isTextArray,
  type DoubleArray,
  type ModelInput,
  type ModelOutput,
  type TextArray,
} from './onnx/model-values.ts';
export { runRows, type RunRowsOptions } from './onnx/run-rows.ts';
export type { ValueInfo } from './onnx/value-info.ts';
export { randomStream, type RandomStream } from './random-stream.ts';
export { ravel, type Raveled } from './ravel.ts';
export { scalar } from './arrays/scalar.ts';
export { borrowScope } from './scope/borrow-scope.ts';
export { byContent } from './scope/by-content.ts';
export { createCompileScope, type CompileScope } from './scope/compile-scope.ts';
export type { CompileKey } from './scope/key-path.ts';
export { scan, type ScanBody, type ScanOptions } from './scan.ts';
export type { FlatTree, TreeStructure } from './tree/flatten.ts';
export { tree } from './tree/tree.ts';
export type { ArrayTree, ArrayTreeOf, AsArrays, AsTensors, TensorTree, TensorTreeOf } from './tree/types.ts';
export {
  valueAndGrad,
  valueAndGradWithAux,
  type ValueAndGradients,
  type ValueAuxAndGradients,
} from './value-and-grad.ts';
