import type { Dataset, FeatureSpace } from '@cfq/datasets';
import { packNetwork, runtimeSettings, runPacked, type PackedLayer, type RuntimeSetting } from '@cfq/deploy';
import { decisions, favourable, favourableMargins } from '@cfq/evaluation';
import { createCompileScope, type NDArray } from '@cfq/jit';
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
  readonly dataset: Dataset;
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

const changed = (expected: Int32Array, actual: Int32Array): number =>
  expected.reduce((count, decision, row) => count + (decision === actual[row] ? 0 : 1), 0);

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

  const decide = async (predict: (x: NDArray) => Promise<NDArray>): Promise<Int32Array[]> => {
    const decided: Int32Array[] = [];
    for (const x of [rows.x, ...recourse.map((points) => points.x)]) {
      decided.push(x.shape[0] === 0 ? new Int32Array(0) : decisions(favourableMargins(await predict(x))));
    }
    return decided;
  };
  const [expectedTest, ...expectedRecourse] = (await decide((x) => predictStudent(student, x))) as [
    Int32Array,
    ...Int32Array[],
  ];
  const engines: EngineReport[] = [];
  for (const setting of runtimeSettings) {
    stage(`running the file in ${setting.runtime}, optimization ${setting.optimization}`);
    const [onTest, ...atRecourse] = (await decide((x) => runPacked({ bytes, x }, setting))) as [
      Int32Array,
      ...Int32Array[],
    ];
    engines.push({
      ...setting,
      changedTestRows: changed(expectedTest, onTest),
      changedRecoursePoints: atRecourse.reduce(
        (sum, decided, index) => sum + changed(expectedRecourse[index]!, decided),
        0,
      ),
      validityDrop: actions.map(
        ({ valid }, index) =>
          validityDrop({
            teacherValid: valid,
            studentPredictionAtTeacherRecourse: atRecourse[index]!,
            favourableClass: favourable,
          }).value,
      ),
    });
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
