import { DeployError } from '../deploy-error.ts';

/**
 * Refuses a width that no code is stored in.
 *
 * @throws DeployError when it is not 2, 4 or 8.
 */
export function assertStoredBits(caller: string, storedBits: number): void {
  if ([2, 4, 8].includes(storedBits)) return;
  throw new DeployError(
    `${caller}: codes are stored in 2, 4 or 8 bits (expected one of these, got ${storedBits}). Ask storageType.`,
  );
}
