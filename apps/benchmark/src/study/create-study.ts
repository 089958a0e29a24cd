import type { LoadedDataset } from '@cfq/datasets';
import { evaluateStudent } from '@cfq/evaluation';
import { createCompileScope, executorInUse } from '@cfq/jit';
import { serializeRecord } from '@cfq/metrics';
import { cellSchema } from '../cells/cell.ts';
import { cellFromRecord } from '../cells/cell-from-record.ts';
import { variantLabel } from '../cells/cell-settings.ts';
import { robustActions } from '../diagnostics/robust-actions.ts';
import { runDiagnostics } from '../diagnostics/run-diagnostics.ts';
import { packedBytes } from './packed-bytes.ts';
import type { Phase, Timing } from '../runner/timing.ts';
import { prepareTeacher } from './prepare-teacher.ts';
import type { Prepare } from '../runner/run-group.ts';
import type { Parts } from '../plugins/parts.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { trainStudentOf } from './train-student-of.ts';
import { stopwatch } from '../runner/stopwatch.ts';

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
  readonly signal: AbortSignal;
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
  const { datasetOf, shared, parts, threads, records, signal, onTiming } = options;
  let scope = createCompileScope();
  let compiledFor = '';

  const release = async (): Promise<void> => {
    await scope.dispose();
    scope = createCompileScope();
  };

  const prepare: Prepare = async ({ cells: [{ settings, specification, shared: key }] }, stage) => {
    const place = `${settings.dataset} ${settings.backbone}`;
    if (place !== compiledFor) await release();
    compiledFor = place;
    const { source, codeVersion } = specification;
    const prepared = await prepareTeacher({
      dataset: await datasetOf(settings.dataset, source),
      source,
      settings,
      key,
      parts,
      threads,
      codeVersion,
      shared,
      signal,
      scope,
      stage,
      onTiming,
    });
    const { rows, evaluated, teacher, actionSet, cost, backbone, model } = prepared;
    const { margins, seed } = settings;
    const solveRobustActions = robustActions({
      ...{ teacher, evaluated, actionSet, cost, margins, seed, scope, signal },
    });

    return {
      async run(planned, cellStage) {
        const { method, seed, budgetBits, margins } = planned.settings;
        const took = (phase: Phase, seconds: number): number => {
          onTiming({ phase, seconds, reused: false });
          return seconds;
        };
        cellStage('training');
        const trained = await trainStudentOf(prepared, {
          settings: planned.settings,
          parts,
          codeVersion,
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
          student,
        });
        const facts = {
          ...about,
          variant: variantLabel(planned.settings),
          settings: planned.settings,
          codeVersion: planned.specification.codeVersion,
          allocation: student.allocation.map(({ layer, bits }) => ({ layer, bits })),
          packedBytes: await packedBytes(student),
          executor: executorInUse().replace(/^executor: /, ''),
        };
        const aggregates = cellFromRecord(record, facts);
        const evaluate = took('evaluate', watch.lap());
        cellStage('diagnosing');
        const found = await runDiagnostics(
          {
            split: prepared.split,
            actionSet,
            cost,
            model,
            teacher,
            student,
            evaluated,
            record,
            solveRobustActions,
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
        const seconds = {
          teacher: prepared.seconds.teacher,
          recourse: prepared.seconds.recourse,
          ...trained.seconds,
          evaluate,
          diagnostics,
        };
        const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
        const cell = cellSchema.parse({ ...aggregates, ...found, seconds: { ...seconds, total } });
        return records ? { cell, record: serializeRecord(record) } : { cell };
      },
    };
  };
  return { prepare, release };
}
