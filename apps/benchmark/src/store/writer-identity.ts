import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The machine, its start and the set of process numbers that this process lives in: elsewhere equal numbers are others. */
function placeOfProcess(): string {
  const known = [
    hostname(),
    readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    readOr(() => readlinkSync('/proc/self/ns/pid')),
  ];
  return createHash('sha256').update(known.join('\n')).digest('hex').slice(0, 8);
}

function readOr(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Who writes a temporary file. */
export interface Writer {
  /** Hash of machine, its start and its set of process numbers. */
  readonly place: string;
  readonly processId: number;
  /** Drawn once a process. */
  readonly token: string;
}

/** This process. */
export const thisWriter: Writer = {
  place: placeOfProcess(),
  processId: process.pid,
  token: randomBytes(4).toString('hex'),
};

const pattern = /\.([0-9a-f]{8})-(\d+)-([0-9a-f]{8})\.tmp$/;

/** The end of a temporary name, which says who writes it. */
export function temporaryEnding({ place, processId, token }: Writer): string {
  return `.${place}-${processId}-${token}.tmp`;
}

/** Who writes a temporary file, by its name; undefined where it is none. */
export function writerOf(name: string): Writer | undefined {
  const [, place, processId, token] = pattern.exec(name) ?? [];
  return place === undefined || token === undefined
    ? undefined
    : { place, processId: Number(processId), token };
}
