import { costNorms } from '@cfq/recourse';
import { z } from 'zod';
import { parseDuration } from '../../configuration/parse-duration.ts';
import { bindingSettings } from '../../configuration/binding-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { commonSettings } from '../../configuration/common-settings.ts';
import { numberFlag, numbersFlag } from '../../configuration/flag-readers.ts';
import {
  countSchema,
  marginsSchema,
  nameSchema,
  pathSchema,
  switchSchema,
} from '../../configuration/setting-schemas.ts';
import { flagOfSetting, limitSettings, type LimitSetting } from './limit-flags.ts';
import { reportKinds, type ReportKind } from './reports-asked.ts';

const { threads } = commonSettings.shape;
const { positive, inputMap, output, threshold } = bindingSettings.shape;

const bound = z.union([z.number(), z.string().min(1)], 'must be a number or a percentage, as in 1%');

function eachLimit<Value>(value: (setting: LimitSetting) => Value): Record<LimitSetting, Value> {
  return Object.fromEntries(limitSettings.map((setting) => [setting, value(setting)])) as Record<
    LimitSetting,
    Value
  >;
}

function eachReport<Value>(value: (kind: ReportKind) => Value): Record<ReportKind, Value> {
  return Object.fromEntries(reportKinds.map((kind) => [kind, value(kind)])) as Record<ReportKind, Value>;
}

const shape = {
  teacher: pathSchema,
  student: pathSchema,
  ...bindingSettings.shape,
  studentPositive: positive,
  studentInputMap: inputMap,
  studentOutput: output,
  studentThreshold: threshold,
  limits: z.string('must be limits').min(1, 'must be a file, or limits as in flips<=0.5%'),
  ...eachLimit(() => bound),
  actions: nameSchema,
  solver: nameSchema,
  preset: nameSchema,
  margins: marginsSchema,
  cost: z.enum(costNorms, `must be one of ${costNorms.join(', ')}`),
  seed: z.int('must be a whole number').min(0, 'must be at least 0'),
  deadline: z.number('must be milliseconds').gt(0, 'must be above 0'),
  minGroup: countSchema.max(1e9),
  resamples: z.int('must be a whole number').min(0, 'must be at least 0').max(1e6, 'must be at most 1000000'),
  skipRuntimes: switchSchema,
  ...eachReport(() => pathSchema),
  threads,
};

const defaults = () => ({
  margins: [0, 0.2, 0.4, 0.8],
  cost: 'l1' as const,
  seed: 0,
  minGroup: 30,
  resamples: 1000,
  skipRuntimes: false,
  threads: 1,
});

/** What `cfq audit` can be asked for. */
export const auditSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'audit',
  shape,
  flags: {
    teacher: { flag: 'teacher' },
    student: { flag: 'student' },
    ...bindingSettings.flags,
    studentPositive: { ...bindingSettings.flags.positive, flag: 'student-positive' },
    studentInputMap: { flag: 'student-input-map' },
    studentOutput: { flag: 'student-output' },
    studentThreshold: numberFlag('student-threshold'),
    limits: { flag: 'limits' },
    ...eachLimit((setting) => ({ flag: flagOfSetting(setting) })),
    actions: { flag: 'actions' },
    solver: { flag: 'solver' },
    preset: { flag: 'preset' },
    margins: numbersFlag('margins'),
    cost: { flag: 'cost' },
    seed: numberFlag('seed'),
    deadline: { flag: 'deadline', read: parseDuration },
    minGroup: numberFlag('min-group'),
    resamples: numberFlag('resamples'),
    skipRuntimes: { flag: 'skip-runtimes' },
    ...eachReport((kind) => ({ flag: kind })),
    threads: numberFlag('threads'),
  },
  defaults,
  paths: ['teacher', 'student', ...bindingSettings.paths, 'studentInputMap', ...reportKinds],
  namesOrPaths: ['actions', 'limits'],
  modules: [],
};
