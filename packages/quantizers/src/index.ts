export { channelLayout } from './building-blocks/channels.ts';
export type { ChannelLayout } from './building-blocks/channels.ts';
export { decode } from './building-blocks/decode.ts';
export { enclosedBits } from './building-blocks/enclosed-bits.ts';
export { bitRange, signedGrid, unsignedGrid } from './building-blocks/integer-grid.ts';
export type { IntegerGrid } from './building-blocks/integer-grid.ts';
export type {
  FittedGrid,
  FittingScheme,
  ObservedRange,
  Observer,
  ObserverName,
} from './observers/observer.ts';
export { analyticClipping, gaussianClip, laplaceClip } from './observers/analytic-clipping.ts';
export { kullbackLeibler } from './observers/kullback-leibler.ts';
export { meanSquaredError, quantizationError } from './observers/mean-squared-error.ts';
export { minMax } from './observers/min-max.ts';
export { observer, observers } from './observers/observers.ts';
export { percentile } from './observers/percentile.ts';
export { pactPenalty } from './building-blocks/pact-penalty.ts';
export { defineQuantizer } from './define-quantizer.ts';
export { leastSquaresStart } from './least-squares-start.ts';
export type { AffineTensor, CodebookTensor, QuantizedTensor } from './quantized-tensor.ts';
export type {
  DeclarableLaw,
  EstimatorPoint,
  GradientEstimator,
  InitOptions,
  LeastSquaresOptions,
  Quantizer,
  QuantizerDefinition,
  QuantizerRole,
} from './quantizer.ts';
export { QuantizerError } from './quantizer-error.ts';
export { quantizer, quantizers } from './quantizers.ts';
export type { QuantizerName } from './quantizers.ts';
export * from './quantizers/catalogue.ts';
export { roundHalfEven } from './building-blocks/round-half-even.ts';
