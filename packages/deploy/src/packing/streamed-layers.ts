import { bitsOfCodes, matchLayer, type Network } from '@cfq/network';
import { storageType } from './storage-type.ts';

const mostBits = 8;

/**
 * Names of the layers whose codes are narrower than any ONNX type that holds them, those first that have the most bytes to
 * gain.
 */
export function streamedLayers({ layers }: Network): string[] {
  return layers
    .map((layer) =>
      matchLayer(layer, {
        dense: ({ name, weight }) => {
          if (weight.kind === 'float' || weight.bits > mostBits) return { name, gain: 0 };
          const { storedBits } = storageType(weight.bits);
          return { name, gain: weight.codes.length * storedBits - bitsOfCodes(weight) };
        },
      }),
    )
    .filter(({ gain }) => gain > 0)
    .sort((one, other) => other.gain - one.gain)
    .map(({ name }) => name);
}
