import { lowerings } from '@cfq/deploy';
import { defaultCandidates } from '@cfq/bit-allocation';
import { searchRules } from '@cfq/compression';
import { z } from 'zod';
import { cellSettingsSchema } from '../../cells/cell-settings.ts';
import { bindingSettings } from '../../configuration/binding-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { commonSettings } from '../../configuration/common-settings.ts';
import { oneConditionSettings } from '../../configuration/condition-settings.ts';
import { numberFlag, numbersFlag } from '../../configuration/flag-readers.ts';
import {
  budgetSchema,
  countSchema,
  inputBitsSchema,
  listOf,
  nameSchema,
  pathSchema,
} from '../../configuration/setting-schemas.ts';

const { plugins, threads, json } = commonSettings.shape;

const shape = {
  model: pathSchema,
  ...bindingSettings.shape,
  out: pathSchema,
  method: nameSchema,
  bits: budgetSchema,
  inputBits: inputBitsSchema,
  keep: z.string('must be limits, as in flips<=0.5%').min(1, 'must be limits (got an empty text)'),
  promiseFirst: z.number('must be a share such as 0.99').gt(0, 'must be above 0').max(1, 'must be at most 1'),
  search: z.enum(searchRules, `must be one of ${searchRules.join(', ')}`),
  widths: listOf(
    z.int('must be whole numbers').min(2, 'must be at least 2').max(8, 'must be at most 8'),
  ).transform((widths) => [...widths].sort((a, b) => a - b)),
  points: countSchema.min(2, 'must be at least 2'),
  steps: countSchema.max(1_000_000),
  lowering: z.enum(lowerings, `must be one of ${lowerings.join(', ')}`),
  actions: oneConditionSettings.shape.actions,
  cost: cellSettingsSchema.shape.cost.unwrap(),
  seed: z.int('must be a whole number').min(0, 'must be at least 0'),
  work: pathSchema,
  ...{ plugins, threads, json },
};

const defaults = () => ({
  method: 'cfq-faithful',
  search: 'ascending' as const,
  widths: [...defaultCandidates],
  points: 24,
  lowering: 'qdq' as const,
  cost: cellSettingsSchema.shape.cost.parse(undefined),
  seed: 0,
  plugins: [] as string[],
  threads: 1,
  json: false,
});

/** What `cfq quantize` can be asked for. */
export const quantizeSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'quantize',
  shape,
  flags: {
    model: { flag: 'model', shown: 'model' },
    ...bindingSettings.flags,
    out: { flag: 'out' },
    method: { flag: 'method' },
    bits: numberFlag('bits'),
    inputBits: numberFlag('input-bits'),
    keep: { flag: 'keep' },
    promiseFirst: numberFlag('promise-first'),
    search: { flag: 'search' },
    widths: numbersFlag('widths'),
    points: numberFlag('points'),
    steps: numberFlag('steps'),
    lowering: { flag: 'lowering' },
    actions: { flag: 'actions' },
    cost: { flag: 'cost' },
    seed: numberFlag('seed'),
    work: { flag: 'work' },
    plugins: { flag: 'plugin' },
    threads: numberFlag('threads'),
    json: { flag: 'json' },
  },
  defaults,
  paths: ['model', ...bindingSettings.paths, 'out', 'work'],
  namesOrPaths: ['actions'],
  modules: ['plugins'],
  replaces: { bits: ['keep'], keep: ['bits'] },
};
