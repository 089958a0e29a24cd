import type { FamilyRow } from '../family-results/family-rows.ts';

/** What a page of the site shows of the report of a family: one finding, one figure and one table. */
export interface FamilySpec {
  /** What was found, one to three sentences in Markdown. */
  readonly finding: string;
  /** A column of the report's CSV file that the table shows, and what it counts. */
  readonly value: {
    readonly column: string;
    readonly words: string;
    /** Which way is better. */
    readonly better: '↑' | '↓';
  };
  /** κ: the issue margin. */
  readonly kappa: number;
  /** Which rows are shown; the others stand in the CSV file. */
  readonly shows: (row: FamilyRow) => boolean;
  /** What a row is called. Rows of one name count together. */
  readonly name: (row: FamilyRow) => string;
  /** What a column is called. Default: the data set. */
  readonly column?: (row: FamilyRow) => string;
}

const error = {
  column: 'faithfulness_error',
  words: 'Two-sided faithfulness error: the share of promises that break plus that of near misses approved',
  better: '↓',
} as const;

const always = (): boolean => true;

/** The settings of a row apart from what people may do. */
const settingsOf = ({ variant }: FamilyRow): string[] =>
  variant.split(', ').filter((setting) => !setting.startsWith('actions='));

/** What a setting says, by its name. */
const saying: Readonly<Record<string, (value: string) => string>> = {
  K: (value) => `${value} ${value === '1' ? 'step' : 'steps'} of recourse`,
  unrolledSteps: (value) => `through ${value} ${value === '1' ? 'step' : 'steps'}`,
  terms: (value) => `without ${value.replace(/ 0$/, '')}`,
  allocator: (value) => (value === 'uniform' ? 'even bits' : value),
  perChannel: () => 'one step size a layer',
  inputBits: (value) => `columns of ${value} bits`,
  solver: (value) => value,
};

const inWords = (row: FamilyRow): string =>
  [
    row.method,
    ...settingsOf(row).map((setting) => {
      const [key = '', value = ''] = setting.split('=');
      return saying[key]?.(value) ?? setting;
    }),
  ].join(', ');

const settingOf = (row: FamilyRow, key: string): string | undefined =>
  settingsOf(row)
    .find((setting) => setting.startsWith(`${key}=`))
    ?.slice(key.length + 1);

/** What pages show, by the family whose report is published. */
export const familySpecs: Readonly<Record<string, FamilySpec>> = {
  main: {
    finding:
      'At 4 bits and equal accuracy, quantization for the task breaks promises, and the paper’s own objective keeps them by approving 87 to 95 % of near misses as well. `cfq-faithful` keeps them and denies whom the full-precision model denies; distillation (`kd`) is the baseline to beat.',
    ...{ value: error, kappa: 0.2, name: inWords },
    shows: ({ method }) => method !== 'fp32',
    column: ({ dataset, variant }) => `${dataset}, ${variant.replace('actions=', '')}`,
  },
  ablations: {
    finding:
      'No single term makes `cfq-faithful`: leaving one out changes its error by at most 0.010 on Adult, 0.003 on COMPAS and 0.035 on German Credit. Without its term for validity, `cfq` no longer approves everybody and breaks promises instead.',
    ...{ value: error, kappa: 0.2, shows: always, name: inWords },
  },
  'budget-curves': {
    finding:
      'Below 4 bits recourse breaks first on Adult: `cfq-faithful` keeps all but 0.2 % of its promises at 4 bits, all but 7.6 % at 2.5. On COMPAS and German Credit it breaks none down to 2.5 bits. Bits chosen by layer hardly beat even ones.',
    ...{ value: error, kappa: 0.2 },
    shows: ({ budgetBits }) => budgetBits === 4 || budgetBits === 2.5,
    name: (row) => `${inWords(row)} at ${row.budgetBits} bits`,
  },
  baselines: {
    finding:
      'Teachers trained for robust recourse do not help: quantization for the task breaks 10 to 60 % of the promises of `r-margin` and up to 13 % of those of `r-consistency`. Quantizing a pruned model (`prune-quant`) does as `lsq` does, quantizing a distilled one (`kd-quant`) worse.',
    ...{ value: error, kappa: 0.2, shows: always, name: ({ method }) => method },
  },
  ptq: {
    finding:
      'Calibration alone nearly keeps promises where it looks at them: `cf-ptq-faithful`, which trains no weight, agrees with the full-precision model on 99.5 % of the people of Adult and breaks 0.6 % of the promises. Methods that fit each layer’s outputs break 12 to 73 % of them at the same accuracy, plain rounding (`ptq4`) 77 %.',
    ...{ value: error, kappa: 0.2, shows: always },
    name: ({ method, budgetBits }) => (budgetBits === 4 ? method : `${method} at ${budgetBits} bits`),
  },
  quantizers: {
    finding:
      'At 4 bits, rounding that is fitted to the outputs of blocks or layers (`ptq-brecq`, `ptq-adaround`) has lower errors on average than any quantizer trained for the task alone; where ranges alone are calibrated, most of the promises on Adult are lost. The [page of quantizers](/quantizers/) has 2 and 3 bits as well.',
    ...{ value: error, kappa: 0.2, name: ({ method }) => method },
    shows: ({ budgetBits }) => budgetBits === 4,
  },
  recourse: {
    finding:
      'Dear actions survive for their length alone. Of twenty methods only two break fewer promises than the cheapest search does for the same people at the same cost, and both are told what quantization does: `robust-set` and `robust-rounding`. [Whose promises survive](/recourse/kept-promises) has the comparison at equal cost.',
    value: {
      column: 'validity_drop',
      words: 'VD of `kd` at 4 bits on promises that end on the boundary: the share of them that break',
      better: '↓',
    },
    kappa: 0,
    shows: ({ method, variant }) => method === 'kd' && !variant.includes('logistic'),
    name: (row) => settingOf(row, 'solver') ?? 'slp, the usual search',
  },
  theory: {
    finding:
      'The margin condition can be certified, at a price: at the recourse points themselves it holds at κ = 0.2 and 4 bits for all actions of `cfq-faithful` on German Credit and COMPAS and for 99 % on Adult. It is sufficient and no more: for `cfq` on Adult it holds for nobody, though all its recourse transfers.',
    value: {
      column: 'validity_drop',
      words: 'VD: the share of promises that break, whether certified or not',
      better: '↓',
    },
    ...{ kappa: 0.2, shows: always },
    name: ({ method, budgetBits }) => `${method} at ${budgetBits} bits`,
  },
  allocation: {
    finding:
      'Where the bits go changes little on a model that is rounded and not trained: on Adult every allocator has an error of 0.83 to 0.85 at 3 bits, and elsewhere they differ within their intervals. The table has the mean over all sensitivities for each allocator; [the page on bit allocation](/bit-allocation) has every sensitivity.',
    ...{ value: error, kappa: 0.2 },
    shows: (row) => row.budgetBits === 3 && !/spend=/.test(row.variant),
    name: (row) =>
      row.method === 'mixed-ptq'
        ? (settingOf(row, 'allocator') ?? 'knapsack')
        : `${row.method}, trained with its bits`,
  },
  inputs: {
    finding:
      'Columns read on 8 bits cost little. On 6 they already break what nobody notices: on Adult a `cfq-faithful` student whose decisions hardly change breaks a good quarter of its promises.',
    ...{ value: error, kappa: 0.2, shows: always, name: inWords },
  },
};
