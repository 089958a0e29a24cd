import { parseBounds } from '@cfq/advice';
import { costNorms, parseChangeCaps, parseEfforts } from '@cfq/recourse';
import { z } from 'zod';
import { oneLine } from '../../command-line/one-line.ts';
import { parseDuration } from '../../configuration/parse-duration.ts';
import { bindingSettings } from '../../configuration/binding-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { namesFlag, numberFlag } from '../../configuration/flag-readers.ts';
import { listOf, nameSchema, pathSchema, switchSchema } from '../../configuration/setting-schemas.ts';

/** Text that a parser of the packages reads, kept as it is: files hold what flags do. */
function readBy(parse: (text: string) => unknown, rule: string) {
  return z.string(rule).superRefine((text, context) => {
    try {
      parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: oneLine(error).replace(/^\w+: /, '') });
    }
  });
}

const shape = {
  ...bindingSettings.shape,
  person: z.union([z.string().min(1), z.int().min(1)], 'must be a file, a line of --data, or all'),
  actions: nameSchema,
  alternatives: z.int('must be a whole number').min(1, 'must be at least 1').max(20, 'must be at most 20'),
  margin: z.number('must be a number').min(0, 'must be at least 0').max(100, 'must be at most 100'),
  cost: z.enum(costNorms, `must be one of ${costNorms.join(', ')}`),
  lock: listOf(nameSchema),
  allow: listOf(nameSchema),
  maxChange: readBy(parseChangeCaps, 'must be caps, as in income<=+20%'),
  bounds: readBy(parseBounds, 'must be bounds, as in amount=2000..5000'),
  effort: readBy(parseEfforts, 'must be how hard changes are, as in income=3,housing=0.5'),
  time: z.number('must be a number').min(0, 'must be at least 0'),
  solver: nameSchema,
  seed: z.int('must be a whole number').min(0, 'must be at least 0'),
  deadline: z.number('must be milliseconds').min(0, 'must be at least 0'),
  record: pathSchema,
  withValues: switchSchema,
  hashKey: pathSchema,
  sign: pathSchema,
  expires: z.string().regex(/^[1-9]\d{0,4}d$/, 'must be a number of days, as in 90d'),
  json: switchSchema,
  markdown: switchSchema,
};

const defaults = () => ({
  alternatives: 1,
  margin: 0,
  cost: 'l1' as const,
  seed: 0,
  withValues: false,
  json: false,
  markdown: false,
});

/** What `cfq advise` can be asked for. */
export const adviseSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'advise',
  shape,
  flags: {
    ...bindingSettings.flags,
    person: { flag: 'person' },
    actions: { flag: 'actions' },
    alternatives: numberFlag('alternatives'),
    margin: numberFlag('margin'),
    cost: { flag: 'cost' },
    lock: namesFlag('lock'),
    allow: namesFlag('allow'),
    maxChange: { flag: 'max-change' },
    bounds: { flag: 'bounds' },
    effort: { flag: 'effort' },
    time: numberFlag('time'),
    solver: { flag: 'solver' },
    seed: numberFlag('seed'),
    deadline: { flag: 'deadline', read: parseDuration },
    record: { flag: 'record' },
    withValues: { flag: 'with-values' },
    hashKey: { flag: 'hash-key' },
    sign: { flag: 'sign' },
    expires: { flag: 'expires' },
    json: { flag: 'json' },
    markdown: { flag: 'markdown' },
  },
  defaults,
  paths: [...bindingSettings.paths, 'record', 'hashKey', 'sign'],
  namesOrPaths: ['actions', 'person'],
  modules: [],
};
