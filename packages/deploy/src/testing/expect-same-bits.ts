import type { NDArray } from '@cfq/jit';
import { expectLaw } from '@cfq/parts';
import type { Network } from '@cfq/network';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { packNetwork } from '../packing/pack-network.ts';
import { streamedLayers } from '../packing/streamed-layers.ts';
import { writeFile } from '../packing/write-file.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { settingsHere } from './settings-here.ts';

/** The files of a network: as it is packed, and with all codes in the stream of bits that can lie there. */
async function filesOf(network: Network, thorough: boolean): Promise<Uint8Array[]> {
  const { bytes } = await packNetwork(network);
  const streamed = streamedLayers(network);
  if (!thorough || streamed.length === 0) return [bytes];
  const other = writeFile(await loadOnnxSchema(), { network, whole: null }, new Set(streamed));
  return [bytes, other.bytes];
}

/**
 * Holds the file of a network against the logits that it must give, bit for bit, in every engine that is installed.
 *
 * @param thorough also under every setting of its rewriting, and with the codes in a stream of bits.
 * @param where begins the message.
 * @throws ConformanceError at the first number that differs.
 */
export async function expectSameBits(
  where: string,
  network: Network,
  { x, expected, thorough }: { readonly x: NDArray; readonly expected: NDArray; readonly thorough: boolean },
): Promise<void> {
  const settings = await settingsHere();
  const some = thorough ? settings : settings.filter(({ optimization }) => optimization === 'all');
  for (const bytes of await filesOf(network, thorough)) {
    for (const setting of some) {
      const { data } = await runPacked({ bytes, x }, setting);
      const at = expected.data.findIndex((value: number, index: number) => !Object.is(data[index], value));
      expectLaw(
        at === -1,
        () =>
          `${where}: ${setting.runtime} with optimization "${setting.optimization}" reads ${data[at]} where it decodes to ` +
          `${expected.data[at]} (flat index ${at}).`,
      );
    }
  }
}
