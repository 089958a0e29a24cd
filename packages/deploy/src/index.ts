export { DeployError } from './deploy-error.ts';
export { packCodes } from './packing/pack-codes.ts';
export { packNetwork, type PackedLayer, type PackedNetwork } from './packing/pack-network.ts';
export { storageType, type StorageType } from './packing/storage-type.ts';
export { unpackCodes } from './packing/unpack-codes.ts';
export { compareDecisions, type DecisionComparison } from './verifying/compare-decisions.ts';
export { runPacked } from './verifying/run-packed.ts';
export { runtimeSettings, type RuntimeSetting } from './verifying/runtime-settings.ts';
export { verifyPacked, type RuntimeVerdict, type VerifyPackedInputs } from './verifying/verify-packed.ts';
