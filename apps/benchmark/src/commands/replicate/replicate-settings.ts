import { z } from 'zod';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { commonSettings } from '../../configuration/common-settings.ts';
import { conditionSettings } from '../../configuration/condition-settings.ts';
import { namesFlag, seedsFlag } from '../../configuration/flag-readers.ts';
import {
  listOf,
  nameSchema,
  pathSchema,
  seedsSchema,
  switchSchema,
} from '../../configuration/setting-schemas.ts';

const shape = {
  families: listOf(z.string('must be a family').min(1, 'must be a family')),
  quick: switchSchema,
  datasets: listOf(nameSchema),
  seeds: seedsSchema,
  ...conditionSettings.shape,
  out: pathSchema,
  ...commonSettings.shape,
};

const defaults = () => ({ quick: false, ...conditionSettings.defaults(), ...commonSettings.defaults() });

/** What `cfq replicate` can be asked for. */
export const replicateSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'replicate',
  shape,
  flags: {
    families: { flag: 'families', shown: 'replicate' },
    quick: { flag: 'quick' },
    datasets: namesFlag('dataset'),
    seeds: seedsFlag('seeds'),
    ...conditionSettings.flags,
    out: { flag: 'out' },
    ...commonSettings.flags,
  },
  defaults,
  paths: ['out', 'dataDir'],
  namesOrPaths: ['actions'],
  modules: ['plugins'],
};
