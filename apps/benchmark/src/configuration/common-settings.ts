import { numberFlag } from './flag-readers.ts';
import { countSchema, pathSchema, pluginsSchema, processPerCore, switchSchema } from './setting-schemas.ts';

/** Settings that several commands share: how they are run, and where files are. */
export const commonSettings = {
  shape: {
    plugins: pluginsSchema,
    dataDir: pathSchema,
    jobs: countSchema,
    threads: countSchema,
    records: switchSchema,
    json: switchSchema,
  },
  flags: {
    plugins: { flag: 'plugin' },
    dataDir: { flag: 'data-dir' },
    jobs: numberFlag('jobs'),
    threads: numberFlag('threads'),
    records: { flag: 'records' },
    json: { flag: 'json' },
  },
  defaults: () => ({
    plugins: [] as string[],
    jobs: processPerCore(),
    threads: 1,
    records: false,
    json: false,
  }),
};

/** Your own data in the place of named datasets. */
export const ownDataSettings = {
  shape: { csv: pathSchema, schema: pathSchema },
  flags: { csv: { flag: 'csv' }, schema: { flag: 'schema' } },
};
