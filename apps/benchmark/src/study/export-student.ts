import type { FeatureSpace, LoadedDataset, PreparedDataset } from '@cfq/datasets';
import {
  canExport,
  compareDecisions,
  digitSize,
  huffmanSize,
  inputGridOf,
  packNetwork,
  runtimeSettings,
  verifyPacked,
  type DigitLayer,
  type HuffmanSize,
  type InputGrid,
  type Lowering,
  type PackedLayer,
  type RuntimeSetting,
} from '@cfq/deploy';
import { actionsToldApart, type ActionsToldApart } from '@cfq/network';
import { decisions, favourable, favourableMargins } from '@cfq/evaluation';
import { concatRows, createCompileScope, takeRows, type NDArray } from '@cfq/jit';
import { validityDrop } from '@cfq/metrics';
import { networkOfStudent, predictStudent } from '@cfq/training';
import { BenchmarkError } from '../command-line/benchmark-error.ts';
import type { CellSettings } from '../cells/cell-settings.ts';
import { memorySharedStore } from '../store/memory-shared-store.ts';
import { sharedKeyOf } from '../cells/shared-key.ts';
import type { Parts } from '../plugins/parts.ts';
import { planSources } from './plan-sources.ts';
import { prepareTeacher } from './prepare-teacher.ts';
import { trainStudentOf } from './train-student-of.ts';

/** What to train and pack. */
export interface ExportRequest {
  readonly dataset: LoadedDataset;
  /** Fingerprint of the dataset's rows. */
  readonly source: string;
  readonly settings: CellSettings;
  /** Where names are looked up. */
  readonly parts: Parts;
  readonly threads: number;
  readonly lowering: Lowering;
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
  readonly lowering: Lowering;
  /** What rows are rounded to in a file of whole numbers; null in others. */
  readonly inputGrid: InputGrid | null;
  readonly averageBits: number;
  readonly layers: readonly PackedLayer[];
  /** What the weights would take under Huffman codes, which no ONNX file can have. */
  readonly huffman: HuffmanSize;
  /** What codes take as digits, by layer. */
  readonly digits: readonly DigitLayer[];
  /** What the grid of the student's columns makes of the teacher's actions, one an issue margin; null where it has none. */
  readonly toldApart: readonly ActionsToldApart[] | null;
  readonly featureSpace: FeatureSpace;
  readonly n: { readonly test: number; readonly denied: number };
  readonly margins: readonly number[];
  readonly engines: readonly EngineReport[];
}

/** The training rows, and the ends of what actions may reach. */
function rowsInReach({ train, featureSpace: { features, width } }: PreparedDataset): NDArray {
  const ends = new Float32Array(2 * width);
  for (const { start, width: columns, lower, upper } of features) {
    ends.fill(lower, start, start + columns);
    ends.fill(upper, width + start, width + start + columns);
  }
  return concatRows(train.x, { data: ends, shape: [2, width] });
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
 * @throws BenchmarkError where the method gives no quantized student, or one that cannot be lowered as asked
 */
export async function exportStudent(request: ExportRequest): Promise<ExportedStudent> {
  const { settings, signal, stage } = request;
  const { method, margins } = settings;
  await using scope = createCompileScope();
  const { teacherOf, solverOf } = planSources(request.parts);
  const key = sharedKeyOf(settings, teacherOf, solverOf);
  const work = { ...request, key, shared: memorySharedStore(), onTiming: () => undefined };
  const prepared = await prepareTeacher({ ...work, scope });
  const { rows, evaluated, split } = prepared;
  const { population, denied, actions, recourse } = evaluated;
  stage(`training ${method}`);
  const { student } = await trainStudentOf(prepared, {
    ...work,
    scope,
  });
  if (student.kind !== 'quantized') {
    throw new BenchmarkError(`exportStudent: only quantized students are packed (got "${method}").`);
  }
  const network = networkOfStudent(student);
  const verdict = canExport(network, request.lowering);
  if (!verdict.can) {
    throw new BenchmarkError(
      `exportStudent: the student of "${method}" has no file of lowering ${request.lowering} (${verdict.reasons.join('; ')}).`,
    );
  }
  const inputGrid = request.lowering === 'integer' ? inputGridOf(rowsInReach(split)) : null;
  const { bytes, layers, opset } = await packNetwork(network, {
    lowering: request.lowering,
    ...(inputGrid !== null && { inputGrid }),
  });

  const groups = [rows.x, ...recourse.map((points) => points.x)];
  const x = concatRows(...groups);
  const expected = await predictStudent(student, x, { scope });
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
  return {
    bytes,
    opset,
    lowering: request.lowering,
    inputGrid,
    averageBits: student.averageBits,
    layers,
    huffman: huffmanSize(network),
    digits: digitSize(network),
    toldApart:
      network.inputGrid && recourse.map((points) => actionsToldApart(network.inputGrid, denied, points.x)),
    featureSpace: split.featureSpace,
    n: { test: rows.y.length, denied: denied.shape[0] ?? population.length },
    margins,
    engines,
  };
}
