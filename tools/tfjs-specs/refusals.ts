import { readFileSync, writeFileSync } from 'node:fs';

import type { SpecOutcome } from './run-in-processes.ts';

/** Specs that fail for one reason, on purpose. */
export interface Refusal {
  /** Why they may fail. */
  readonly reason: string;
  /** Pattern of the first line of the failure: a listed spec that fails otherwise is a fault. */
  readonly failure: string;
  /** Names of specs, by file. */
  readonly specs: Readonly<Record<string, readonly string[]>>;
}

const file = new URL('./refused.json', import.meta.url);

/** The committed list. */
export function readRefusals(): Refusal[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Refusal[];
}

/** First line of a failure. */
export function headline({ message }: SpecOutcome): string {
  return message.split('\n', 1)[0]!;
}

/** File and rest of a spec's name. */
function split(name: string): [file: string, rest: string] {
  const space = name.indexOf(' ');
  return [name.slice(0, space), name.slice(space + 1)];
}

/** The refusal that a failure is an instance of, listed or not. */
export function refusalOf(refusals: readonly Refusal[], outcome: SpecOutcome): Refusal | undefined {
  return refusals.find(({ failure }) => new RegExp(failure).test(headline(outcome)));
}

/** Whether a refusal lists a spec. */
export function lists({ specs }: Refusal, name: string): boolean {
  const [specFile, rest] = split(name);
  return specs[specFile]?.includes(rest) ?? false;
}

/** Names of all listed specs. */
export function listedSpecs(refusals: readonly Refusal[]): string[] {
  return refusals.flatMap(({ specs }) =>
    Object.entries(specs).flatMap(([specFile, names]) => names.map((name) => `${specFile} ${name}`)),
  );
}

/** Writes the list anew: reasons as they stand, under each the specs that failed for it. */
export function writeRefusals(refusals: readonly Refusal[], outcomes: readonly SpecOutcome[]): void {
  const failures = outcomes.filter(({ status }) => status === 'failed');
  const fresh = refusals.map((refusal) => {
    const specs: Record<string, string[]> = {};
    for (const outcome of failures) {
      if (refusalOf(refusals, outcome) !== refusal) continue;
      const [specFile, rest] = split(outcome.name);
      (specs[specFile] ??= []).push(rest);
    }
    return { ...refusal, specs };
  });
  const used = fresh.filter(({ specs }) => Object.keys(specs).length > 0);
  writeFileSync(file, `${JSON.stringify(used, null, 2)}\n`);
}
