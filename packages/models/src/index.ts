export type { BindModelOptions } from './binding/bind-options.ts';
export type { BoundModel } from './binding/bound-model.ts';
export type { ModelFile } from './files/model-file.ts';
export type { InputMap, MappedColumn, MappedLayout } from './input-map/input-map.ts';
export { ModelsError } from './models-error.ts';
