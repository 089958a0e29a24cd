import { protocol } from '../cells/cell-specification.ts';

/**
 * Why a whole file of another protocol is not taken, or undefined where it is of this one or its protocol is not known.
 *
 * @param path named in the sentence
 * @param kind what the file is: "a cell file"
 * @param found the protocol that the file names
 */
export function otherProtocol(path: string, kind: string, found: unknown): string | undefined {
  if (typeof found !== 'number' || found === protocol) return undefined;
  return found < protocol
    ? `${path}: ${kind} of an older protocol (${found}; this version measures by ${protocol}). ${measuredAgain}`
    : `${path}: ${kind} of a newer protocol (${found}; this version measures by ${protocol}). Read it with a newer version.`;
}

/** What becomes of older files. */
export const measuredAgain = 'It is left out, and measured again when its run is repeated.';
