import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueWords } from '@cfq/parts';
import { z } from 'zod';
import { DamagedFileError } from '../command-line/benchmark-error.ts';
import { cellSettingsSchema } from '../cells/cell-settings.ts';
import { protocol } from '../cells/cell-specification.ts';
import { oneLine } from '../command-line/one-line.ts';
import { makeFolder } from './make-folder.ts';
import { measuredAgain, otherProtocol } from './other-protocol.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** The end of every plan file, after the name of the family. */
export const planFileEnding = '.plan.json';
/** The end of the file that says what a plan was made of. */
export const planConfigurationEnding = '.config.yaml';

/** What a run was asked for, beside the cells in their folder: which cells belong together and what makes them again. */
export const storedPlanSchema = z.strictObject({
  /** See `CellSpecification.protocol`; plans of the protocols up to 4 may lack it. */
  protocol: z.int().optional(),
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

/** As much of a plan as every protocol has. */
const anyPlanSchema = z.object({
  protocol: z.int().optional(),
  family: z.string(),
  command: z.string(),
  codeVersion: z.string(),
  cells: z.array(z.object({ stem: z.string(), hash: z.string() })).min(1),
});

/** See {@link storedPlanSchema}. */
export type StoredPlan = z.infer<typeof storedPlanSchema>;

/** Writes `<folder>/<family>.plan.json` whole or not at all, creating the folder where it is missing. */
export function writePlan(folder: string, plan: StoredPlan): void {
  makeFolder(folder);
  const text = JSON.stringify({ protocol, ...plan }, null, 2);
  writeFileAtomically(join(folder, `${plan.family}${planFileEnding}`), `${text}\n`);
}

/** Writes `<folder>/<family>.config.yaml` whole or not at all: what the plan of the family was made of. */
export function writePlanConfiguration(folder: string, family: string, text: string): void {
  makeFolder(folder);
  writeFileAtomically(join(folder, `${family}${planConfigurationEnding}`), text);
}

/** The plans of a folder by family, and one line for each plan file that is damaged or of another protocol. */
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
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const { data: known } = anyPlanSchema.safeParse(json);
    const other = otherProtocol(path, 'a plan file', known?.protocol);
    if (other !== undefined) throw new DamagedFileError(other);
    const plan = storedPlanSchema.safeParse(json, { error: issueWords });
    if (plan.success) return plan.data;
    // Plans did not name their protocol before they had what the schema asks for.
    if (known !== undefined && known.protocol === undefined) {
      throw new DamagedFileError(
        `${path}: a plan file of an older protocol (this version measures by ${protocol}). ${measuredAgain}`,
      );
    }
    const [issue] = plan.error.issues;
    throw new Error(`${issue!.path.join('.')}: ${issue!.message}`);
  } catch (error) {
    if (error instanceof DamagedFileError) throw error;
    throw new DamagedFileError(`${path}: not a whole plan file (${oneLine(error)}).`, { cause: error });
  }
}
