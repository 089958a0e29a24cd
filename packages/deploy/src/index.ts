export { compareDecisions, type DecisionComparison } from './compare-decisions.ts';
export { DeployError } from './deploy-error.ts';
export { networkOfStudent } from './network-of-student.ts';
export { packCodes } from './pack-codes.ts';
export { packNetwork, type PackedLayer, type PackedNetwork } from './pack-network.ts';
export type { ActivationGrid, QuantizedLayer, QuantizedNetwork } from './quantized-network.ts';
export { referenceLogits } from './reference-logits.ts';
export { storageType, type StorageType } from './storage-type.ts';
export { unpackCodes } from './unpack-codes.ts';
export {
  runPacked,
  runtimeSettings,
  verifyPacked,
  type RuntimeSetting,
  type RuntimeVerdict,
  type VerifyPackedInputs,
} from './verify-packed.ts';
