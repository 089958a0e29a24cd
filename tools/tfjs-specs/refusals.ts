import { readFileSync, writeFileSync } from 'node:fs';

import type { SpecOutcome } from './run-in-processes.ts';

/** Specs that fail for one reason, on purpose. */
export interface Refusal {
  /** Why they may fail. */
  readonly reason: string;
  /** Pattern of the first line of the failure: a listed spec that fails otherwise is a fault. */
  readonly failure: string;
  /** Whether specs are listed by hand only, since the pattern fits other failures too. */
  readonly byHand?: boolean;
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

/** Whether a refusal lists a spec. */
function lists({ specs }: Refusal, name: string): boolean {
  const [specFile, rest] = split(name);
  return specs[specFile]?.includes(rest) ?? false;
}

/** Whether a failure is what a refusal speaks of. */
function fits({ failure }: Refusal, outcome: SpecOutcome): boolean {
  return new RegExp(failure).test(headline(outcome));
}

/** The refusal that lists a spec and speaks of its failure. */
export function refusalOf(refusals: readonly Refusal[], outcome: SpecOutcome): Refusal | undefined {
  return refusals.find((refusal) => lists(refusal, outcome.name) && fits(refusal, outcome));
}

/** Names of all listed specs. */
export function listedSpecs(refusals: readonly Refusal[]): string[] {
  return refusals.flatMap(({ specs }) =>
    Object.entries(specs).flatMap(([specFile, names]) => names.map((name) => `${specFile} ${name}`)),
  );
}

/** The list anew: reasons as they stand, under each the specs that failed for it; what is by hand only shrinks. */
export function updatedRefusals(refusals: readonly Refusal[], outcomes: readonly SpecOutcome[]): Refusal[] {
  const failures = outcomes.filter(({ status }) => status === 'failed');
  const fresh = refusals.map((refusal) => {
    const specs: Record<string, string[]> = {};
    for (const outcome of failures) {
      const instance = refusals.find(
        (one) => fits(one, outcome) && (one.byHand !== true || lists(one, outcome.name)),
      );
      if (instance !== refusal) continue;
      const [specFile, rest] = split(outcome.name);
      const names = (specs[specFile] ??= []);
      // TF.js has a few specs of one name.
      if (!names.includes(rest)) names.push(rest);
    }
    return { ...refusal, specs } satisfies Refusal;
  });
  return fresh.filter(({ specs }) => Object.keys(specs).length > 0);
}

/** Commits to a list. */
export function writeRefusals(refusals: readonly Refusal[]): void {
  writeFileSync(file, `${JSON.stringify(refusals, null, 2)}\n`);
}
