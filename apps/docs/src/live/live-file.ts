import type { FeatureSpace } from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import type { Network } from '@cfq/network';

/** A model of the live page as a file. */
export interface LiveFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Under which key a file says how people are encoded: `metadataKeys.featureSpace` of `@cfq/models`. */
const featureSpaceKey = 'cfq.feature-space';

/** A network as the ONNX file that would be shipped, with how people are encoded. The same network gives the same bytes. */
export async function liveFile(
  name: string,
  network: Network,
  featureSpace: FeatureSpace,
): Promise<LiveFile> {
  const { bytes } = await packNetwork(network, {
    metadata: { [featureSpaceKey]: JSON.stringify(featureSpace) },
  });
  return { name, bytes, sha256: await sha256Of(bytes) };
}

/** SHA-256 of bytes, 64 hexadecimal digits. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
