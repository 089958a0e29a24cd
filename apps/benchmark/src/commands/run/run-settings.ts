import { costKinds } from '@cfq/training';
import { z } from 'zod';
import { cellSettingsSchema, defaultBackbone } from '../../cells/cell-settings.ts';
import type { CommandSettings } from '../../configuration/command-settings.ts';
import { commonSettings, ownDataSettings } from '../../configuration/common-settings.ts';
import { conditionSettings } from '../../configuration/condition-settings.ts';
import { gridFlag, namesFlag, numberFlag, numbersFlag, seedsFlag } from '../../configuration/flag-readers.ts';
import {
  backboneSchema,
  budgetSchema,
  gridSchema,
  inputBitsSchema,
  listOf,
  marginsSchema,
  nameSchema,
  pathSchema,
  peopleSchema,
  radiiSchema,
  roundingBitsSchema,
  sampleSchema,
  seedsSchema,
} from '../../configuration/setting-schemas.ts';
import { solverOptionsFlag, solverOptionsSchema } from '../../configuration/solver-options.ts';

const { cost, constraints, budgetBits, margins } = cellSettingsSchema.shape;

const shape = {
  datasets: listOf(nameSchema),
  ...ownDataSettings.shape,
  methods: listOf(nameSchema),
  bits: listOf(budgetSchema),
  seeds: seedsSchema,
  backbones: listOf(backboneSchema),
  margins: marginsSchema,
  cost: listOf(cost.unwrap()),
  constraints: listOf(constraints.unwrap()),
  ...conditionSettings.shape,
  solver: nameSchema,
  evaluationSolver: nameSchema,
  solverOptions: solverOptionsSchema,
  sample: sampleSchema,
  optimalityGap: peopleSchema,
  certificates: radiiSchema,
  roundings: listOf(roundingBitsSchema),
  overrides: gridSchema,
  inputBits: listOf(inputBitsSchema),
  sensitivity: listOf(nameSchema),
  allocator: listOf(nameSchema),
  spend: listOf(z.enum(costKinds, `must be one of ${costKinds.join(', ')}`)),
  out: pathSchema,
  ...commonSettings.shape,
};

const defaults = () => ({
  bits: [budgetBits.parse(undefined)],
  seeds: [0, 1, 2, 3, 4],
  backbones: [defaultBackbone],
  margins: margins.parse(undefined),
  cost: [cost.parse(undefined)],
  constraints: [constraints.parse(undefined)],
  ...conditionSettings.defaults(),
  overrides: {},
  ...commonSettings.defaults(),
});

/** What `cfq run` can be asked for. */
export const runSettings: CommandSettings<typeof shape, keyof ReturnType<typeof defaults>> = {
  command: 'run',
  shape,
  flags: {
    datasets: namesFlag('dataset'),
    ...ownDataSettings.flags,
    methods: namesFlag('method'),
    bits: numbersFlag('bits'),
    seeds: seedsFlag('seeds'),
    backbones: namesFlag('backbone'),
    margins: numbersFlag('margins'),
    cost: namesFlag('cost'),
    constraints: namesFlag('constraints'),
    ...conditionSettings.flags,
    solver: { flag: 'solver' },
    evaluationSolver: { flag: 'evaluation-solver' },
    solverOptions: solverOptionsFlag('solver-option'),
    sample: numberFlag('sample'),
    optimalityGap: numberFlag('optimality-gap'),
    certificates: numbersFlag('certificates'),
    roundings: numbersFlag('roundings'),
    overrides: gridFlag('override'),
    inputBits: numbersFlag('input-bits'),
    sensitivity: namesFlag('sensitivity'),
    allocator: namesFlag('allocator'),
    spend: namesFlag('spend'),
    out: { flag: 'out' },
    ...commonSettings.flags,
  },
  defaults,
  paths: ['csv', 'schema', 'out', 'dataDir'],
  namesOrPaths: ['actions'],
  modules: ['plugins'],
  replaces: { datasets: ['csv', 'schema'], csv: ['datasets', 'dataDir'], schema: ['datasets', 'dataDir'] },
};
