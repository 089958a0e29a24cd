export { bindModel } from './binding/bind-model.ts';
export type { BindModelOptions } from './binding/bind-options.ts';
export type { BoundModel } from './binding/bound-model.ts';
export { featureSpaceOf, type FeatureSpaceOptions } from './feature-space-of.ts';
export {
  inspectLayersModel,
  type InspectedLayer,
  type InspectedWeights,
  type LayersModelInspection,
} from './files/inspect-layers-model.ts';
export type { ModelFile } from './files/model-file.ts';
export { readModelFile, type ReadModelOptions } from './files/read-model-file.ts';
export type { InputMap, MappedColumn, MappedLayout } from './input-map/input-map.ts';
export { parseInputMap } from './input-map/parse-input-map.ts';
export { metadataKeys } from './metadata/file-metadata.ts';
export { ModelsError } from './models-error.ts';
export { networkFunction } from './networks/network-function.ts';
