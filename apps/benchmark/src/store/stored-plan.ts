import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DamagedFileError } from '../command-line/benchmark-error.ts';
import { cellSettingsSchema } from '../cells/cell-settings.ts';
import { oneLine } from '../command-line/one-line.ts';
import { makeFolder } from './make-folder.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** The end of every plan file, after the name of the family. */
const planFileEnding = '.plan.json';

/** What a run was asked for, beside the cells in their folder: which cells belong together and what makes them again. */
export const storedPlanSchema = z.strictObject({
  family: z.string().regex(/^[\w-]+$/, 'must be letters, digits, - and _'),
  title: z.string(),
  /** The command line that runs or resumes it. */
  command: z.string(),
  codeVersion: z.string(),
  quick: z.boolean(),
  cells: z.array(
    z.strictObject({
      stem: z.string(),
      hash: z.string(),
      settings: cellSettingsSchema,
      /** See `SharedKey`. */
      shared: z.strictObject({
        teacher: z.string(),
        reference: z.string(),
        trainingRecourse: z.string(),
        recourse: z.string(),
      }),
    }),
  ),
});

/** See {@link storedPlanSchema}. */
export type StoredPlan = z.infer<typeof storedPlanSchema>;

/** Writes `<folder>/<family>.plan.json` whole or not at all, creating the folder where it is missing. */
export function writePlan(folder: string, plan: StoredPlan): void {
  makeFolder(folder);
  writeFileAtomically(join(folder, `${plan.family}${planFileEnding}`), `${JSON.stringify(plan, null, 2)}\n`);
}

/** Writes `<folder>/<family>.config.yaml` whole or not at all: what the plan of the family was made of. */
export function writePlanConfiguration(folder: string, family: string, text: string): void {
  makeFolder(folder);
  writeFileAtomically(join(folder, `${family}.config.yaml`), text);
}

/** The plans of a folder by family, and one line for each plan file that is damaged. */
export function readPlanFiles(folder: string): { readonly plans: StoredPlan[]; readonly damaged: string[] } {
  const plans: StoredPlan[] = [];
  const damaged: string[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith(planFileEnding));
  for (const name of names.sort()) {
    try {
      plans.push(decodePlan(join(folder, name)));
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      damaged.push(oneLine(error));
    }
  }
  return { plans, damaged };
}

function decodePlan(path: string): StoredPlan {
  try {
    return storedPlanSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new DamagedFileError(`${path}: not a whole plan file (${oneLine(error)}).`, { cause: error });
  }
}
