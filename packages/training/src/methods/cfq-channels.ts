import { lsqChannels } from '@cfq/quantizers';
import { defineMethod } from '../recipe/define-method.ts';
import { channelBits } from '../stages/bits/channel-bits.ts';
import { cfqFaithfulMethod } from './cfq-faithful.ts';

/**
 * {@link cfqFaithfulMethod} with bits of their own for the outputs of every layer. A unit that the margin hardly listens to takes
 * two bits, and what it saves goes to one that carries it; the average stays.
 */
export const cfqChannelsMethod = defineMethod({
  kind: 'quantized',
  name: 'cfq-channels',
  description: 'cfq-faithful with bits by output channel, by what the rounding of each does to margins',
  source: 'this project; margins matched as in Ba & Caruana 2014',
  role: 'ours',
  twoSided: true,
  criterion: 'faithfulness',
  weights: { quantizer: lsqChannels, perChannel: true, scaleInit: 'least-squares' },
  activations: cfqFaithfulMethod.activations,
  bits: channelBits,
  terms: cfqFaithfulMethod.terms,
  training: cfqFaithfulMethod.training,
});
