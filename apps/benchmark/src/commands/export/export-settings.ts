import { lowerings } from '@cfq/deploy';
import { z } from 'zod';
import { cellSettingsSchema, defaultBackbone } from '../../cells/cell-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { commonSettings, ownDataSettings } from '../../configuration/common-settings.ts';
import { oneConditionSettings } from '../../configuration/condition-settings.ts';
import { gridFlag, numberFlag, numbersFlag } from '../../configuration/flag-readers.ts';
import {
  backboneSchema,
  budgetSchema,
  gridSchema,
  marginsSchema,
  nameSchema,
  pathSchema,
} from '../../configuration/setting-schemas.ts';

const { plugins, dataDir, threads } = commonSettings.shape;
const { budgetBits, margins, cost, constraints } = cellSettingsSchema.shape;

const shape = {
  dataset: nameSchema,
  ...ownDataSettings.shape,
  method: nameSchema,
  bits: budgetSchema,
  seed: z.int('must be a whole number').min(0, 'must be at least 0'),
  backbone: backboneSchema,
  margins: marginsSchema,
  cost: cost.unwrap(),
  constraints: constraints.unwrap(),
  ...oneConditionSettings.shape,
  solver: nameSchema,
  overrides: gridSchema,
  lowering: z.enum(lowerings),
  out: pathSchema,
  ...{ plugins, dataDir, threads },
};

const defaults = () => ({
  bits: budgetBits.parse(undefined),
  seed: 0,
  backbone: defaultBackbone,
  margins: margins.parse(undefined),
  cost: cost.parse(undefined),
  constraints: constraints.parse(undefined),
  ...oneConditionSettings.defaults(),
  overrides: {},
  lowering: 'qdq' as const,
  plugins: [],
  threads: 1,
});

/** What `cfq export` can be asked for. */
export const exportSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'export',
  shape,
  flags: {
    dataset: { flag: 'dataset' },
    ...ownDataSettings.flags,
    method: { flag: 'method' },
    bits: numberFlag('bits'),
    seed: numberFlag('seed'),
    backbone: { flag: 'backbone' },
    margins: numbersFlag('margins'),
    cost: { flag: 'cost' },
    constraints: { flag: 'constraints' },
    ...oneConditionSettings.flags,
    solver: { flag: 'solver' },
    overrides: gridFlag('override'),
    lowering: { flag: 'lowering' },
    out: { flag: 'out' },
    plugins: { flag: 'plugin' },
    dataDir: { flag: 'data-dir' },
    threads: numberFlag('threads'),
  },
  defaults,
  paths: ['csv', 'schema', 'out', 'dataDir'],
  namesOrPaths: ['actions'],
  modules: ['plugins'],
  replaces: { dataset: ['csv', 'schema'], csv: ['dataset', 'dataDir'], schema: ['dataset', 'dataDir'] },
};
