import { DeployError } from '../deploy-error.ts';

/**
 * Refuses a width that no code is stored in.
 *
 * @throws DeployError when it is not a whole number from 1 to 8.
 */
export function assertCodeBits(caller: string, bits: number): void {
  if (Number.isInteger(bits) && bits >= 1 && bits <= 8) return;
  throw new DeployError(
    `${caller}: codes are stored in whole bits (expected 1 to 8, got ${bits}). Quantize to fewer levels.`,
  );
}
