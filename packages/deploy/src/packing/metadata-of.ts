import type { onnx } from 'onnx-proto';
import { DeployError } from '../deploy-error.ts';

/**
 * Entries of a file's metadata: the packer's own, then those that came with the call, in their order.
 *
 * @throws DeployError where the call writes over the packer's own.
 */
export function metadataOf(
  given: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): onnx.IStringStringEntryProto[] {
  const twice = Object.keys(given).find((key) => Object.hasOwn(own, key));
  if (twice !== undefined) {
    throw new DeployError(
      `packNetwork: some keys of the metadata are the packer's (expected others than ${Object.keys(own).join(', ')}, ` +
        `got ${twice}). Leave it out.`,
    );
  }
  return Object.entries({ ...own, ...given }).map(([key, value]) => ({ key, value }));
}
