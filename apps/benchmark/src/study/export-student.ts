import type { FeatureSpace, LoadedDataset } from '@cfq/datasets';
import {
  compareDecisions,
  packNetwork,
  runtimeSettings,
  verifyPacked,
  type PackedLayer,
  type RuntimeSetting,
} from '@cfq/deploy';
import { decisions, favourable, favourableMargins } from '@cfq/evaluation';
import { concatRows, createCompileScope, takeRows, type NDArray } from '@cfq/jit';
import { validityDrop } from '@cfq/metrics';
import { releaseModel, type Logits } from '@cfq/recourse';
import {
  networkOfStudent,
  disposeCompiled,
  predictStudent,
  trainStudent,
  type MethodName,
} from '@cfq/training';
import { BenchmarkError } from '../command-line/benchmark-error.ts';
import { completeSettings } from '../cells/cell-settings.ts';
import { codeVersion } from '../cells/code-version.ts';
import { datasetFingerprint } from './dataset-fingerprint.ts';
import { memorySharedStore } from '../store/memory-shared-store.ts';
import type { Backbone } from '../cells/parse-backbone.ts';
import { prepareTeacher } from './prepare-teacher.ts';

/** What to train and pack. */
export interface ExportRequest {
  readonly dataset: LoadedDataset;
  readonly method: MethodName;
  readonly backbone: Backbone;
  readonly budgetBits: number;
  readonly seed: number;
  /** Issue margins κ, ascending from 0. */
  readonly margins: readonly number[];
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Told what is being done. */
  readonly stage: (text: string) => void;
}

/** How the packed file behaves in one engine. */
interface EngineReport extends RuntimeSetting {
  /** Test rows on which the file decides otherwise than the student it was packed from. */
  readonly changedTestRows: number;
  /** Recourse points, all issue margins together, on which it does. */
  readonly changedRecoursePoints: number;
  /** Validity drop of the file itself, one an issue margin; NaN where no recourse is valid. */
  readonly validityDrop: readonly number[];
}

/** A packed student and what was found when the file itself was run. */
export interface ExportedStudent {
  readonly bytes: Uint8Array;
  readonly opset: number;
  readonly averageBits: number;
  readonly layers: readonly PackedLayer[];
  readonly featureSpace: FeatureSpace;
  readonly n: { readonly test: number; readonly denied: number };
  readonly margins: readonly number[];
  readonly engines: readonly EngineReport[];
}

/** Rows of several groups that were asked about together, one array a group. */
function splitRows(together: NDArray, groups: readonly NDArray[]): NDArray[] {
  let start = 0;
  return groups.map(({ shape: [count = 0] }) => {
    const first = start;
    start += count;
    return takeRows(
      together,
      Int32Array.from({ length: count }, (_, row) => first + row),
    );
  });
}

/**
 * Trains one student, packs it, and runs the packed file in every engine on the whole test set and on the teacher's
 * recourse points.
 *
 * @throws BenchmarkError where the method gives no quantized student
 */
export async function exportStudent(request: ExportRequest): Promise<ExportedStudent> {
  const { dataset, method, backbone, budgetBits, seed, margins, threads, signal, stage } = request;
  const settings = completeSettings({
    dataset: dataset.name,
    method,
    seed,
    backbone: backbone.name,
    budgetBits,
    margins: [...margins],
  });
  const solved = new Set<Logits>();
  await using scope = createCompileScope();
  const { prepared, actionSet, cost, teacher, rows, evaluated } = await prepareTeacher({
    dataset,
    source: datasetFingerprint(dataset),
    settings,
    threads,
    codeVersion,
    shared: memorySharedStore(),
    signal,
    scope,
    stage,
    spent: () => undefined,
    solved: (logits) => solved.add(logits),
  });
  const { population, denied, actions, recourse } = evaluated;
  stage(`training ${method}`);
  const student = await trainStudent({
    method,
    teacher,
    dataset: prepared,
    budgetBits,
    seed,
    actionSet,
    cost,
    teacherOptions: { threads },
    threads,
    signal,
  });
  if (student.kind !== 'quantized') {
    throw new BenchmarkError(`exportStudent: only quantized students are packed (got "${method}").`);
  }
  const { bytes, layers, opset } = await packNetwork(networkOfStudent(student));

  const groups = [rows.x, ...recourse.map((points) => points.x)];
  const x = concatRows(...groups);
  const expected = await predictStudent(student, x);
  const engines: EngineReport[] = [];
  for (const setting of runtimeSettings) {
    stage(`running the file in ${setting.runtime}, optimization ${setting.optimization}`);
    for (const verdict of await verifyPacked({ bytes, x, expected, settings: [setting], signal })) {
      const before = splitRows(expected, groups);
      const after = splitRows(verdict.logits, groups);
      const [onTest, ...atRecourse] = before.map((logits, group) =>
        compareDecisions({ expected: logits, actual: after[group]! }),
      );
      engines.push({
        ...setting,
        changedTestRows: onTest!.changed,
        changedRecoursePoints: atRecourse.reduce((sum, { changed }) => sum + changed, 0),
        validityDrop: actions.map(
          ({ valid }, index) =>
            validityDrop({
              teacherValid: valid,
              studentPredictionAtTeacherRecourse: decisions(favourableMargins(after[index + 1]!)),
              favourableClass: favourable,
            }).value,
        ),
      });
    }
  }
  await Promise.all([...solved].map(releaseModel));
  await disposeCompiled();
  return {
    bytes,
    opset,
    averageBits: student.averageBits,
    layers,
    featureSpace: prepared.featureSpace,
    n: { test: rows.y.length, denied: denied.shape[0] ?? population.length },
    margins,
    engines,
  };
}
