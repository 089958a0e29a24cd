import { badRows, rowsOf, whole, type LookAlike } from './look-alike.ts';
import { seededDraws } from './draws.ts';

/**
 * Give Me Some Credit (Kaggle, 2011), training file: an index column without a name, `NA` for what is missing, 6.7 % bad,
 * three counts of late payments in which 96 and 98 are codes (always in all three at once), and two ratios with maxima in
 * the tens of thousands. Where the income is missing, the debt "ratio" is the debt itself.
 */
export const giveMeSomeCredit: LookAlike = {
  name: 'give-me-some-credit',
  file: 'give-me-some-credit.csv',
  title: 'Give Me Some Credit (Kaggle, 2011), cs-training.csv',
  rows: 150_000,
  delimiter: ',',
  header: [
    '""',
    'SeriousDlqin2yrs',
    'RevolvingUtilizationOfUnsecuredLines',
    'age',
    'NumberOfTime30-59DaysPastDueNotWorse',
    'DebtRatio',
    'MonthlyIncome',
    'NumberOfOpenCreditLinesAndLoans',
    'NumberOfTimes90DaysLate',
    'NumberRealEstateLoansOrLines',
    'NumberOfTime60-89DaysPastDueNotWorse',
    'NumberOfDependents',
  ],
  cells: (rows, seed) => {
    const draws = seededDraws(seed);
    const [coded, only96, unbounded, noIncome, noDependents] = [
      ...[269, 5, 241, 29_731, 3924].map((count) => draws.rows(rows, rowsOf(count / 150_000, rows))),
    ] as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>];
    const people = Array.from({ length: rows }, (_, row) => {
      const trouble = draws.normal();
      const age = whole(draws.normal(52 - 4 * trouble, 14.5), 21, 109);
      const code = only96.has(row) ? 96 : coded.has(row) ? 98 : undefined;
      const late = (mean: number): number => code ?? draws.poisson(mean * Math.exp(1.1 * trouble - 0.6));
      const [late30, late60, late90] = [late(0.25), late(0.065), late(0.09)];
      const income = noIncome.has(row) ? undefined : whole(Math.exp(draws.normal(8.6, 0.6)), 0, 3_008_750);
      const debt =
        income === undefined
          ? whole(Math.exp(draws.normal(7, 1.2)), 0, 329_664)
          : Math.exp(draws.normal(-1.2, 0.8));
      const used = 1 / (1 + Math.exp(-draws.normal(1.4 * trouble - 1.6, 1.2)));
      const utilization = unbounded.has(row) ? 50_708 * Math.max(0.01, draws.uniform()) ** 2 : used;
      const dependents = noDependents.has(row) ? undefined : whole(draws.poisson(0.76), 0, 20);
      const risk =
        2.5 * used +
        (code === undefined ? 0.7 * late30 + 0.9 * late60 + 1.2 * late90 : 2.2) -
        0.02 * (age - 52) -
        (income === undefined ? 0 : 0.2 * (Math.log(income + 1) - 8.6)) +
        draws.normal(0, 1.1);
      const shown = (value: number): number => Number(value.toFixed(9));
      const lines = draws.poisson(8.45);
      const homes = draws.poisson(1.02);
      return {
        risk,
        cells: [
          ...[shown(utilization), age, late30, shown(debt), income ?? 'NA', lines, late90],
          ...[homes, late60, dependents ?? 'NA'],
        ],
      };
    });
    const bad = badRows(
      people.map(({ risk }) => risk),
      10_026 / 150_000,
    );
    return people.map(({ cells }, row) => [row + 1, bad.has(row) ? 1 : 0, ...cells]);
  },
};
