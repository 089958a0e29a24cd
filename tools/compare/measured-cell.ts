import type { PreparedDataset } from '@cfq/datasets';
import { evaluateStudent, evaluateTeacher } from '@cfq/evaluation';
import { createCompileScope } from '@cfq/jit';
import { summarize } from '@cfq/metrics/aggregates';
import type { ActionSet } from '@cfq/recourse';
import {
  methods,
  mlp,
  modelLogits,
  networkOfModel,
  networkOfStudent,
  teacherRecourse,
  trainStudent,
  trainTeacher,
  type TeacherOptions,
} from '@cfq/training';
import { countEngineWork } from './engine-work.ts';
import { processorMilliseconds } from './step-times.ts';

/** What one phase of a cell took, in seconds of processor, and what of it was the engine's. */
export interface PhaseTimes {
  readonly phase: string;
  readonly seconds: number;
  readonly engine: number;
  readonly calls: number;
  readonly multiplyAdds: number;
}

/** What is measured. */
export interface MeasuredCell {
  readonly split: Pick<PreparedDataset, 'train' | 'validation' | 'test' | 'featureSpace'>;
  readonly actionSet: ActionSet;
  readonly hidden: readonly number[];
  readonly teacherOptions?: TeacherOptions | undefined;
  /** Updates of the student; default the method's own. */
  readonly steps?: number | undefined;
}

/** One cell of `cfq` at 4 bits: teacher, its recourse on training and on test rows, student, evaluation, numbers. */
export async function measureCell(cell: MeasuredCell): Promise<PhaseTimes[]> {
  const { split, actionSet, hidden, teacherOptions, steps } = cell;
  const model = mlp({ inputWidth: split.train.x.shape[1], hidden });
  const { work, stop } = countEngineWork([model.inputWidth, ...hidden, model.classes]);
  const phases: PhaseTimes[] = [];
  const phase = async <Value>(name: string, call: () => Promise<Value>): Promise<Value> => {
    const [processor, before] = [processorMilliseconds(), { ...work }];
    const value = await call();
    phases.push({
      phase: name,
      seconds: (processorMilliseconds() - processor) / 1000,
      engine: (work.milliseconds - before.milliseconds) / 1000,
      calls: work.calls - before.calls,
      multiplyAdds: work.multiplyAdds - before.multiplyAdds,
    });
    return value;
  };
  await using scope = createCompileScope();
  const shared = { scope, actionSet, cost: { norm: 'l1' }, seed: 0 } as const;
  const evaluation = { ...shared, x: split.test.x, margins: [0, 0.2, 0.4, 0.8] };
  const teacher = await phase('teacher', () =>
    trainTeacher({ ...shared, model, dataset: split, options: teacherOptions }),
  );
  const recourse = await phase('training recourse', () =>
    teacherRecourse({ ...shared, teacher, dataset: split }),
  );
  const evaluated = await phase("teacher's recourse", () => {
    const { parameters } = teacher;
    const network = networkOfModel(model, parameters);
    return evaluateTeacher({ ...evaluation, teacher: { logits: modelLogits(model), parameters, network } });
  });
  const student = await phase('student', () =>
    trainStudent({ ...shared, method: methods.cfq, teacher, dataset: split, recourse, budgetBits: 4, steps }),
  );
  const record = await phase('evaluation', () => {
    const { logits, parameters } = student;
    return evaluateStudent({
      ...evaluation,
      labels: split.test.y,
      teacher: evaluated,
      student: { logits, parameters, network: networkOfStudent(student) },
    });
  });
  await phase('numbers', () => Promise.resolve(summarize(record, { subgroups: false })));
  stop();
  return phases;
}
