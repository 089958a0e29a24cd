import { matchLayer, type Network } from '@cfq/network';
import { digitEncode } from './digit-code.ts';

/** What the codes of a layer take as digits of bytes. */
export interface DigitLayer {
  readonly layer: string;
  /** Levels from the least to the greatest that occurs. */
  readonly levels: number;
  /** Bits a weight: 8 over the digits that fit into a byte. */
  readonly bits: number;
  /** Bytes of the codes. */
  readonly bytes: number;
}

/**
 * What the weights of a network take as digits, as many a byte as fit, by layer with integer codes: a number for itself and of
 * no file. ONNX has no such type; INT2, which a runtime reads in one operator, takes 2 bits for each of three levels.
 */
export function digitSize({ layers }: Network): readonly DigitLayer[] {
  return layers.flatMap((layer) =>
    matchLayer(layer, {
      dense: ({ name, weight }): DigitLayer[] => {
        if (weight.kind === 'float') return [];
        const { levels, perByte, bytes } = digitEncode(weight.codes);
        return [{ layer: name, levels, bits: 8 / perByte, bytes: bytes.length }];
      },
    }),
  );
}
