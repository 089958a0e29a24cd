import type { LoadedDataset } from '@cfq/datasets';
import { evaluateStudent } from '@cfq/evaluation';
import { createCompileScope, executorInUse } from '@cfq/jit';
import { serializeRecord } from '@cfq/metrics';
import { networkOfStudent } from '@cfq/training';
import { cellSchema, type Cell } from '../cells/cell.ts';
import { cellFromRecord } from '../cells/cell-from-record.ts';
import { variantLabel } from '../cells/cell-settings.ts';
import { robustActions } from '../diagnostics/robust-actions.ts';
import { runDiagnostics } from '../diagnostics/run-diagnostics.ts';
import { packedBytes } from './export/packed-bytes.ts';
import { verifyExport } from './export/verify-export.ts';
import type { Phase, Timing } from '../runner/timing.ts';
import { peopleOf } from './people-of.ts';
import { prepareTeacher } from './prepare-teacher.ts';
import type { Prepare } from '../runner/run-group.ts';
import type { Parts } from '../plugins/parts.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { trainStudentOf } from './train-student-of.ts';
import { provenCostsOf } from './shared/proven-costs-of.ts';
import { teacherGapOf } from './shared/teacher-gap-of.ts';
import { qualityOfActions } from './quality-of-actions.ts';
import { compareModels, teacherResult, type ComparedModels } from './model-results.ts';
import { stopwatch, type Spent } from '../runner/stopwatch.ts';

/** What a study runs on. */
export interface StudyOptions {
  /** A dataset by name; its rows must have the given fingerprint. */
  readonly datasetOf: (name: string, source: string) => Promise<LoadedDataset>;
  /** Where teachers and their recourse are kept. */
  readonly shared: SharedStore;
  /** Where names are looked up. */
  readonly parts: Parts;
  readonly threads: number;
  /** Whether cells come with their per-instance records. */
  readonly records: boolean;
  /** Of how many of the denied the optimality gap is told, beside the cells; default: of nobody. */
  readonly gapPeople?: number | undefined;
  readonly signal: AbortSignal;
  /** Told what a reader should know, in one line. */
  readonly onNote: (text: string) => void;
  /** Told where the time goes. */
  readonly onTiming: (one: Timing) => void;
}

/** The work behind the cells of a run. */
export interface Study {
  readonly prepare: Prepare;
  /** Frees everything native. */
  release(): Promise<void>;
}

/**
 * Trains and measures with the packages of the workspace. What is compiled for one dataset and backbone is shared by
 * its seeds and methods, and freed when the run moves on, so that memory stays flat.
 */
export function createStudy(options: StudyOptions): Study {
  const { datasetOf, shared, parts, threads, records, gapPeople, signal, onNote, onTiming } = options;
  let scope = createCompileScope();
  let compiledFor = '';

  const release = async (): Promise<void> => {
    await scope.dispose();
    scope = createCompileScope();
  };

  const prepare: Prepare = async ({ cells: [first] }, stage) => {
    const { settings, specification, shared: key } = first;
    const place = `${settings.dataset} ${settings.backbone}`;
    if (place !== compiledFor) await release();
    compiledFor = place;
    const { source } = specification;
    const prepared = await prepareTeacher({
      dataset: await datasetOf(settings.dataset, source),
      source,
      settings,
      key,
      parts,
      threads,
      shared,
      signal,
      scope,
      stage,
      onTiming,
      onNote,
    });
    const { rows, evaluated, teacher, actionSet, cost, backbone, model } = prepared;
    const { margins, seed } = settings;
    const solveRobustActions = robustActions({
      ...{ teacher, evaluated, actionSet, cost, margins, seed, scope, signal },
      efforts: prepared.evaluation.efforts,
    });

    const asking = { settings, parts, source, shared, scope, signal };
    const solveQuality = qualityOfActions(prepared, asking);
    const solveProvenCosts = provenCostsOf(prepared, asking);

    let asked: Promise<ComparedModels> | undefined;
    const compared = () =>
      (asked ??= compareModels({
        ...{ rows, teacher, scope },
        reference: prepared.reference,
      }));

    return {
      ...(gapPeople !== undefined && {
        gap: () =>
          teacherGapOf(prepared, { planned: first, people: gapPeople, shared, scope, signal, onTiming }),
      }),
      async run(planned, cellStage) {
        const { method, seed, budgetBits, margins } = planned.settings;
        const took = (phase: Phase, spent: Spent): Spent => {
          onTiming({ phase, ...spent, reused: false });
          return spent;
        };
        cellStage('training');
        const trained = await trainStudentOf(prepared, {
          settings: planned.settings,
          parts,
          source,
          scope,
          shared,
          threads,
          signal,
          onTiming,
        });
        const { student } = trained;
        cellStage('evaluating');
        const watch = stopwatch();
        const about = {
          dataset: planned.settings.dataset,
          method,
          seed,
          backbone: backbone.name,
          budgetBits,
          averageBits: student.averageBits,
        };
        const record = await evaluateStudent({
          ...prepared.evaluation,
          about,
          labels: rows.y,
          groups: rows.subgroups,
          teacher: evaluated,
          student: {
            logits: student.logits,
            parameters: student.parameters,
            network: networkOfStudent(student),
          },
          featureSpace: records ? prepared.split.featureSpace : undefined,
        });
        const file = await verifyExport({
          student,
          x: rows.x,
          population: evaluated.population,
          recourse: evaluated.recourse.map(({ x }) => x),
          scope,
          signal,
        });
        const facts = {
          ...about,
          variant: variantLabel(planned.settings),
          settings: planned.settings,
          codeVersion: planned.specification.codeVersion,
          allocation: student.allocation.map(({ layer, bits }) => ({ layer, bits })),
          packedBytes: packedBytes(student, file),
          executor: executorInUse().replace(/^executor: /, ''),
        };
        const aggregates = cellFromRecord(record, facts);
        const { reference, referenceVerdict, teacherMargins, verdictOf } = await compared();
        const models = {
          people: peopleOf({ split: prepared.split, evaluated, teacherMargins, record, seed }),
          teacher: teacherResult(teacher),
          reference,
          trainedOut: {
            reference: referenceVerdict,
            student: await verdictOf(student, record.test.studentPrediction),
          },
        };
        const evaluate = took('evaluate', watch.lap());
        cellStage('diagnosing');
        const found = await runDiagnostics(
          {
            split: prepared.split,
            actionSet,
            cost,
            efforts: prepared.evaluation.efforts,
            model,
            teacher,
            student,
            evaluated,
            record,
            solveRobustActions,
            solveQuality,
            solveProvenCosts,
            margins,
            backbone,
            budgetBits,
            seed,
            threads,
            scope,
            signal,
          },
          planned.settings.diagnostics,
        );
        const diagnostics = took('diagnostics', watch.lap());
        const spent = { ...prepared.spent, ...trained.spent, evaluate, diagnostics };
        const cell = cellSchema.parse({
          ...aggregates,
          export: file,
          ...models,
          ...found,
          ...timesOf(spent),
        });
        return records ? { cell, record: serializeRecord(record) } : { cell };
      },
    };
  };
  return { prepare, release };
}

/** The times of a cell, with their sums. */
function timesOf(spent: Readonly<Record<Phase, Spent>>): Pick<Cell, 'seconds' | 'cpuSeconds'> {
  const each = (time: keyof Spent) => {
    const times = Object.fromEntries(
      Object.entries(spent).map(([phase, one]) => [phase, one[time]]),
    ) as Record<Phase, number>;
    return { ...times, total: Object.values(times).reduce((sum, one) => sum + one, 0) };
  };
  return { seconds: each('seconds'), cpuSeconds: each('cpuSeconds') };
}
