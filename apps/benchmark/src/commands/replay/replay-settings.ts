import { z } from 'zod';
import { bindingSettings } from '../../configuration/binding-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { numberFlag } from '../../configuration/flag-readers.ts';
import { pathSchema, switchSchema } from '../../configuration/setting-schemas.ts';

const shape = {
  model: pathSchema,
  ...bindingSettings.shape,
  publicKey: pathSchema,
  hashKey: pathSchema,
  broken: pathSchema,
  show: z.int('must be a whole number').min(0, 'must be at least 0').max(1000, 'must be at most 1000'),
  json: switchSchema,
};

const defaults = () => ({ show: 20, json: false });

/** What `cfq replay` can be asked for. */
export const replaySettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'replay',
  shape,
  flags: {
    model: { flag: 'model' },
    ...bindingSettings.flags,
    publicKey: { flag: 'public-key' },
    hashKey: { flag: 'hash-key' },
    broken: { flag: 'broken' },
    show: numberFlag('show'),
    json: { flag: 'json' },
  },
  defaults,
  paths: ['model', ...bindingSettings.paths, 'publicKey', 'hashKey', 'broken'],
  modules: [],
};
