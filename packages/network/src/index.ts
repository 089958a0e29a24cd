export { actionsToldApart, type ActionsToldApart } from './actions-told-apart.ts';
export { bitsOfCodes } from './bits-of-codes.ts';
export { checkNetwork } from './check/check-network.ts';
export { columnsFrom, type FileValues } from './columns-from.ts';
export { decodeWeights } from './decode-weights.ts';
export { denseNetwork, type DenseLayerInput, type DenseNetworkOptions } from './dense-network.ts';
export { listLayers } from './foreign/layers-of-topology.ts';
export type {
  LayersModelArtifacts,
  LiveLayersModel,
  TopologyLayer,
  WeightSpec,
} from './foreign/layers-model.ts';
export { networkFromLayersModel } from './foreign/network-from-layers-model.ts';
export {
  networkFromScikitLearn,
  type ScikitLearnLinear,
  type ScikitLearnPerceptron,
} from './foreign/network-from-scikit-learn.ts';
export { layerWidths } from './layer-widths.ts';
export { matchLayer, type LayerCases } from './match-layer.ts';
export type { ActivationGrid } from './model/activation-grid.ts';
export type { ColumnGrid } from './model/column-grid.ts';
export type {
  ColumnSource,
  FileInput,
  FileInterface,
  FileOutput,
  FileOutputKind,
} from './model/file-interface.ts';
export type { Activation, DenseLayer, Layer, Network } from './model/network.ts';
export type { SumGrid } from './model/sum-grid.ts';
export type { AffineWeights, CodebookWeights, FloatWeights, Weights } from './model/weights.ts';
export { NetworkError } from './network-error.ts';
export { rectifiedGridOf } from './rectified-grid-of.ts';
export { referenceLogits } from './reference-logits.ts';
export { roughnessAlong, type Roughness, type RoughnessProblem } from './roughness/roughness-along.ts';
export { roundColumns } from './round-columns.ts';
export { roundToStep } from './round-to-step.ts';
export { shapeOfWeights } from './shape-of-weights.ts';
export { splitColumnLayer, type SplitNetwork } from './split-column-layer.ts';
