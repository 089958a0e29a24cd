import { z } from 'zod';
import { cellSettingsSchema, defaultBackbone } from '../../cells/cell-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { commonSettings } from '../../configuration/common-settings.ts';
import { oneConditionSettings } from '../../configuration/condition-settings.ts';
import { gridFlag, numberFlag, seedsFlag } from '../../configuration/flag-readers.ts';
import {
  backboneSchema,
  budgetSchema,
  gridSchema,
  nameSchema,
  pathSchema,
  seedsSchema,
} from '../../configuration/setting-schemas.ts';

const { plugins, dataDir, jobs, threads, json } = commonSettings.shape;

const shape = {
  dataset: nameSchema,
  method: nameSchema,
  grid: gridSchema,
  by: z.string('must be a criterion'),
  bits: budgetSchema,
  seeds: seedsSchema,
  backbone: backboneSchema,
  ...oneConditionSettings.shape,
  out: pathSchema,
  ...{ plugins, dataDir, jobs, threads, json },
};

const defaults = () => {
  const common = commonSettings.defaults();
  return {
    bits: cellSettingsSchema.shape.budgetBits.parse(undefined),
    seeds: [0, 1],
    backbone: defaultBackbone,
    ...oneConditionSettings.defaults(),
    out: 'cfq-tune',
    plugins: common.plugins,
    jobs: common.jobs,
    threads: common.threads,
    json: common.json,
  };
};

/** What `cfq tune` can be asked for. */
export const tuneSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'tune',
  shape,
  flags: {
    dataset: { flag: 'dataset' },
    method: { flag: 'method' },
    grid: gridFlag('grid'),
    by: { flag: 'by' },
    bits: numberFlag('bits'),
    seeds: seedsFlag('seeds'),
    backbone: { flag: 'backbone' },
    ...oneConditionSettings.flags,
    out: { flag: 'out' },
    plugins: commonSettings.flags.plugins,
    dataDir: commonSettings.flags.dataDir,
    jobs: commonSettings.flags.jobs,
    threads: commonSettings.flags.threads,
    json: commonSettings.flags.json,
  },
  defaults,
  paths: ['out', 'dataDir'],
  namesOrPaths: ['actions'],
  modules: ['plugins'],
};
