import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CompressionError } from '../compression-error.ts';
import { candidateFromText, candidateText, candidateTextSchema, type Candidate } from './candidate.ts';
import { sha256 } from './content-hash.ts';

/** Where finished candidates are kept, by the hash of all that they are made from. */
export interface CandidateStore {
  /** The candidate of a key; null where there is none, or where what is there is not what was written. */
  read(key: string): Candidate | null;
  write(key: string, candidate: Candidate): void;
}

/** The version of the files; another one is another candidate. */
const format = 'cfq-candidate/1';

const storedSchema = z.strictObject({
  format: z.literal(format),
  key: z.string(),
  sha256: z.string(),
  candidate: candidateTextSchema,
});

/** Keeps candidates for as long as the store itself lives. */
export function memoryCandidateStore(): CandidateStore {
  const kept = new Map<string, string>();
  return {
    read(key) {
      const text = kept.get(key);
      return text === undefined ? null : parsed(text, key);
    },
    write(key, candidate) {
      kept.set(key, written(key, candidate));
    },
  };
}

function written(key: string, candidate: Candidate): string {
  const content = candidateText(candidate);
  const stored = { format, key, sha256: sha256(JSON.stringify(content)), candidate: content };
  return `${JSON.stringify(stored)}\n`;
}

/**
 * Keeps each candidate as a file of a folder, which is made, where it is missing, for the first. Files are whole or not there, whatever interrupts
 * the writing; one that was cut or edited afterwards does not fit its own hash and counts as absent. Nothing of any
 * person is in them: weights, and numbers over all people.
 *
 * @throws CompressionError, when written to, where the folder cannot be made
 */
export function folderCandidateStore(folder: string): CandidateStore {
  const fileOf = (key: string): string => join(folder, `${key}.json`);
  return {
    read(key) {
      let text: string;
      try {
        text = readFileSync(fileOf(key), 'utf8');
      } catch {
        return null;
      }
      return parsed(text, key);
    },
    write(key, candidate) {
      madeFolder(folder);
      const temporary = join(folder, `.${key}.${process.pid}-${crypto.randomUUID()}.tmp`);
      try {
        writeFileSync(temporary, written(key, candidate), { flush: true });
        renameSync(temporary, fileOf(key));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
  };
}

function madeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CompressionError(
      `folderCandidateStore: candidates are kept in a folder (expected one at "${folder}", got ` +
        `${error instanceof Error ? error.message : String(error)}). Name another.`,
      { cause: error },
    );
  }
}

function parsed(text: string, key: string): Candidate | null {
  try {
    const read = JSON.parse(text) as { readonly candidate?: unknown };
    const stored = storedSchema.parse(read);
    const whole = stored.key === key && sha256(JSON.stringify(read.candidate)) === stored.sha256;
    return whole ? candidateFromText(stored.candidate) : null;
  } catch {
    return null;
  }
}
