import { auditResultSchema } from '@cfq/audit';
import type { Allocation } from '@cfq/bit-allocation';
import type { Network } from '@cfq/network';
import { z } from 'zod';
import { balanceSchema } from '../balance/balance-schema.ts';
import type { Balance } from '../balance/keep-promises.ts';
import { networkFromText, networkText, networkTextSchema } from './network-text.ts';

/** Every number of the protocol on validation rows, as audits hold them. */
const numbersSchema = auditResultSchema.shape.numbers;

/** See {@link numbersSchema}. */
export type MeasuredNumbers = z.infer<typeof numbersSchema>;

/** A student that was trained and measured. */
export interface Candidate {
  readonly network: Network;
  readonly allocation: Allocation;
  /** Bits per weight. */
  readonly averageBits: number;
  /** On validation rows, without intervals. */
  readonly numbers: MeasuredNumbers;
  /** How it was moved towards its promises; left out where that was not asked for. */
  readonly balance?: Balance | undefined;
}

/** A candidate as it is stored. */
export const candidateTextSchema = z.strictObject({
  network: networkTextSchema,
  allocation: z.array(z.strictObject({ layer: z.string(), bits: z.int().min(1) })),
  averageBits: z.number().positive(),
  numbers: numbersSchema,
  balance: balanceSchema.optional(),
});

/** See {@link candidateTextSchema}. */
export type CandidateText = z.infer<typeof candidateTextSchema>;

/** A candidate as plain JSON. */
export function candidateText({ network, allocation, balance, ...rest }: Candidate): CandidateText {
  return {
    network: networkText(network),
    allocation: [...allocation],
    ...rest,
    ...(balance && { balance: { ...balance, curve: [...balance.curve] } }),
  };
}

/** The candidate that was stored. */
export function candidateFromText({ network, ...rest }: CandidateText): Candidate {
  return { ...rest, network: networkFromText(network) };
}
