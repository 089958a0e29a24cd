import { sizeOf } from '@cfq/jit';
import { channelOfWeight } from '../channel-of-weight.ts';
import type { AffineWeights, CodebookWeights, Weights } from '../model/weights.ts';
import type { Refuse } from './refuse-layer.ts';

const mostBits = 16;

function checkCount(what: string, shape: readonly number[], count: number, refuse: Refuse): void {
  if (count === sizeOf(shape)) return;
  refuse({
    rule: `every weight has one ${what}`,
    expected: `${sizeOf(shape)} for [${shape.join(', ')}]`,
    got: String(count),
    remedy: 'Pass the whole array with its own shape.',
  });
}

/** Checks that numbers are numbers, and finite in float32, which is what networks compute in. */
export function checkFinite(what: string, values: ArrayLike<number>, refuse: Refuse): void {
  const place = Array.prototype.findIndex.call(
    values,
    (value: unknown) => typeof value !== 'number' || !Number.isFinite(Math.fround(value)),
  );
  if (place < 0) return;
  const stray: unknown = values[place];
  refuse({
    rule: `${what} must be finite`,
    expected: 'finite float32 numbers',
    got: `${typeof stray === 'string' ? `"${stray}"` : String(stray)} at place ${place}`,
    remedy: Number.isFinite(stray) ? 'Float32 ends at 3.4e38; scale the layer.' : 'Did training diverge?',
  });
}

/** Bits, and one factor or one a channel. */
function checkScale(weights: AffineWeights | CodebookWeights, refuse: Refuse): void {
  const { bits, scale, axis, shape } = weights;
  if (!Number.isInteger(bits) || bits < 1 || bits > mostBits) {
    refuse({
      rule: 'codes have a whole number of bits',
      expected: `1 to ${mostBits}`,
      got: String(bits),
      remedy: 'Quantize to fewer levels.',
    });
  }
  const channels = axis === null ? 1 : shape[axis];
  if (channels === undefined || scale.length !== channels) {
    refuse({
      rule: 'weights have one scale, or one a channel of an axis that they have',
      expected: axis === null ? '1' : `${channels ?? 'no such axis'} along axis ${axis}`,
      got: String(scale.length),
      remedy: 'Pass `axis: null` with a single scale.',
    });
  }
  const stray = scale.find((value) => !(value > 0 && Number.isFinite(value)));
  if (stray !== undefined) {
    refuse({
      rule: 'scales must be finite and positive',
      expected: 'positive numbers',
      got: String(stray),
      remedy: 'Did training diverge?',
    });
  }
}

function checkCodes(codes: Int32Array, lowest: number, highest: number, what: string, refuse: Refuse): void {
  const stray = codes.find((code) => !(Number.isInteger(code) && code >= lowest && code <= highest));
  if (stray === undefined) return;
  refuse({
    rule: `codes must ${what}`,
    expected: `${lowest} to ${highest}`,
    got: String(stray),
    remedy: 'Encode again.',
  });
}

/** Widths of channels, and that what is of a channel is within its own. */
function checkChannelBits(weights: AffineWeights, channelBits: readonly number[], refuse: Refuse): void {
  const { codes, bits, signed, scale, zeroPoint } = weights;
  const stray = channelBits.find((own) => !(Number.isInteger(own) && own >= 1 && own <= bits));
  if (channelBits.length !== scale.length || stray !== undefined) {
    refuse({
      rule: 'each channel has a whole number of bits',
      expected: `${scale.length} of them, 1 to ${bits}`,
      got: stray === undefined ? String(channelBits.length) : String(stray),
      remedy: 'Leave `channelBits` out where all channels have one width.',
    });
  }
  const channel = channelOfWeight(weights);
  const isOff = (code: number, at: number): boolean => {
    const own = channelBits[at]!;
    const lowest = signed ? -(2 ** (own - 1)) : 0;
    return code < lowest || code > lowest + 2 ** own - 1;
  };
  const place = codes.findIndex((code, index) => isOff(code, channel(index)));
  const zero = zeroPoint.findIndex((code, at) => isOff(code, at));
  if (place < 0 && zero < 0) return;
  const at = place < 0 ? zero : channel(place);
  refuse({
    rule: 'codes of a channel, and that of zero, must fit its own bits',
    expected: `codes of ${channelBits[at]!} bits in channel ${at}`,
    got: String(place < 0 ? zeroPoint[zero] : codes[place]),
    remedy: 'Encode again.',
  });
}

function checkAffine(weights: AffineWeights, refuse: Refuse): void {
  const { codes, shape, bits, signed, scale, zeroPoint } = weights;
  checkCount('code', shape, codes.length, refuse);
  checkScale(weights, refuse);
  if (zeroPoint.length !== scale.length) {
    refuse({
      rule: 'weights have as many zero points as scales',
      expected: String(scale.length),
      got: String(zeroPoint.length),
      remedy: 'Pass zeros where the grid is symmetric.',
    });
  }
  if (weights.channelBits !== undefined) checkChannelBits(weights, weights.channelBits, refuse);
  const lowest = signed ? -(2 ** (bits - 1)) : 0;
  const highest = lowest + 2 ** bits - 1;
  checkCodes(codes, lowest, highest, `fit ${bits} bits`, refuse);
  checkCodes(zeroPoint, lowest, highest, `fit ${bits} bits, those of zero too`, refuse);
}

function checkCodebook(weights: CodebookWeights, refuse: Refuse): void {
  const { codes, shape, bits, codebook } = weights;
  checkCount('code', shape, codes.length, refuse);
  checkScale(weights, refuse);
  if (codebook.length < 1 || codebook.length > 2 ** bits) {
    refuse({
      rule: `${bits} bits tell as many levels apart`,
      expected: `1 to ${2 ** bits} levels`,
      got: String(codebook.length),
      remedy: 'Raise the bits or merge levels.',
    });
  }
  checkFinite('levels', codebook, refuse);
  checkCodes(codes, 0, codebook.length - 1, 'be places in the codebook', refuse);
}

/** Checks the weights of a layer, of any shape; throws through `refuse`. */
export function checkWeights(weights: Weights, refuse: Refuse): void {
  switch (weights.kind) {
    case 'float':
      checkCount('value', weights.values.shape, weights.values.data.length, refuse);
      checkFinite('weights', weights.values.data, refuse);
      return;
    case 'affine':
      checkAffine(weights, refuse);
      return;
    case 'codebook':
      checkCodebook(weights, refuse);
      return;
  }
}
