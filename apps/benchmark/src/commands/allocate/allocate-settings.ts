import { spendings } from '@cfq/compression';
import { z } from 'zod';
import { bindingSettings } from '../../configuration/binding-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { commonSettings } from '../../configuration/common-settings.ts';
import { oneConditionSettings } from '../../configuration/condition-settings.ts';
import { numberFlag } from '../../configuration/flag-readers.ts';
import { budgetSchema, countSchema, nameSchema, pathSchema } from '../../configuration/setting-schemas.ts';
import { quantizeSettings } from '../quantize/quantize-settings.ts';

const { widths, cost, seed } = quantizeSettings.shape;
const { plugins, json } = commonSettings.shape;

const shape = {
  model: pathSchema,
  ...bindingSettings.shape,
  sensitivity: nameSchema,
  allocator: nameSchema,
  bits: budgetSchema,
  spend: z.enum(spendings, `must be one of ${spendings.join(', ')}`),
  widths,
  points: countSchema.min(2, 'must be at least 2'),
  out: pathSchema,
  actions: oneConditionSettings.shape.actions,
  ...{ cost, seed, plugins, json },
};

const defaults = () => ({
  sensitivity: 'counterfactual-margin',
  allocator: 'knapsack',
  bits: 4,
  spend: 'bits' as const,
  ...{ widths: quantizeSettings.defaults().widths, cost: quantizeSettings.defaults().cost },
  points: 24,
  seed: 0,
  plugins: [] as string[],
  json: false,
});

/** What `cfq allocate` can be asked for. */
export const allocateSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'allocate',
  shape,
  flags: {
    model: { flag: 'model', shown: 'model' },
    ...bindingSettings.flags,
    sensitivity: { flag: 'sensitivity' },
    allocator: { flag: 'allocator' },
    bits: numberFlag('bits'),
    spend: { flag: 'spend' },
    widths: quantizeSettings.flags.widths,
    points: numberFlag('points'),
    out: { flag: 'out' },
    actions: { flag: 'actions' },
    cost: { flag: 'cost' },
    seed: numberFlag('seed'),
    plugins: { flag: 'plugin' },
    json: { flag: 'json' },
  },
  defaults,
  paths: ['model', ...bindingSettings.paths, 'out'],
  namesOrPaths: ['actions'],
  modules: ['plugins'],
};
