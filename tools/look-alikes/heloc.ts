import { badRows, rowsOf, whole, type LookAlike } from './look-alike.ts';
import { seededDraws, type Draws } from './draws.ts';

const header = [
  'RiskPerformance',
  'ExternalRiskEstimate',
  'MSinceOldestTradeOpen',
  'MSinceMostRecentTradeOpen',
  'AverageMInFile',
  'NumSatisfactoryTrades',
  'NumTrades60Ever2DerogPubRec',
  'NumTrades90Ever2DerogPubRec',
  'PercentTradesNeverDelq',
  'MSinceMostRecentDelq',
  'MaxDelq2PublicRecLast12M',
  'MaxDelqEver',
  'NumTotalTrades',
  'NumTradesOpeninLast12M',
  'PercentInstallTrades',
  'MSinceMostRecentInqexcl7days',
  'NumInqLast6M',
  'NumInqLast6Mexcl7days',
  'NetFractionRevolvingBurden',
  'NetFractionInstallBurden',
  'NumRevolvingTradesWBalance',
  'NumInstallTradesWBalance',
  'NumBank2NatlTradesWHighUtilization',
  'PercentTradesWBalance',
];

/** Condition not met: no delinquency, no inquiry. */
const notMet = -7;
/** No usable trade or inquiry of this kind. */
const noTrades = -8;
/** No bureau record. */
const noRecord = -9;

/** How many of the 10 459 rows have a code without the whole record being absent. */
const coded = {
  noScore: 10,
  noOldest: 239,
  neverDelinquent: 4664,
  unknownDelinquency: 176,
  noInquiry: 1855,
  unknownInquiry: 476,
  noRevolving: 186,
  noInstallment: 3419,
  noInstallmentTrades: 861,
  noBankTrades: 583,
  noBalances: 18,
};
const published = 10_459;
const absent = 588;

/** The 23 numbers of one bureau record, and how it stands: higher is worse. */
function bureauRecord(draws: Draws, has: Readonly<Record<keyof typeof coded, boolean>>) {
  const trouble = draws.normal();
  const oldest = whole(draws.normal(200 - 22 * trouble, 92), 2, 803);
  const average = whole(oldest * (0.25 + 0.35 * draws.uniform()), 4, 383);
  const recent = whole(Math.exp(draws.normal(1.7, 1)), 0, Math.min(oldest, 383));
  const total = whole(draws.normal(22.6 - 1.5 * trouble, 12), 1, 104);
  const delinquencies = has.neverDelinquent ? 0 : 1 + draws.poisson(0.8 * Math.exp(0.5 * trouble));
  const late60 = Math.min(19, Math.floor(delinquencies * draws.uniform()));
  const late90 = Math.floor(late60 * (0.4 + 0.6 * draws.uniform()));
  const worst =
    delinquencies === 0 ? 8 : late90 > 0 ? 2 + Math.floor(2 * draws.uniform()) : 6 - Math.min(2, late60);
  const lately =
    delinquencies === 0 ? 7 : draws.uniform() < 0.45 ? 6 : Math.min(6, Math.floor(2 + 5 * draws.uniform()));
  const never = delinquencies === 0 ? 100 : whole(100 * (1 - delinquencies / Math.max(total, 4)), 0, 99);
  const inquiries = has.noInquiry ? 0 : whole(draws.poisson(1.8 * Math.exp(0.25 * trouble)), 0, 66);
  const revolving = whole(draws.normal(34 + 22 * trouble, 22), 0, 232);
  const installment = whole(draws.normal(68, 24), 0, 471);
  const cards = whole(draws.normal(4 + 0.8 * trouble, 2.6), 0, 32);
  const stretched = has.noBankTrades ? noTrades : Math.min(cards, draws.poisson(0.02 * revolving + 0.2));
  const balances = whole(draws.normal(66 + 9 * trouble, 19), 0, 100);
  const score = whole(72 - 7 * trouble - 2.5 * Math.min(3, late60) + draws.normal(0, 4), 33, 94);
  const risk =
    -0.13 * score +
    0.012 * revolving +
    0.12 * inquiries -
    0.006 * average -
    0.012 * never +
    0.01 * balances +
    draws.normal(0, 1.8);
  const cells = [
    has.noScore ? noRecord : score,
    has.noOldest ? noTrades : oldest,
    recent,
    average,
    whole(total * (0.75 + 0.25 * draws.uniform()) - late60, 0, 79),
    late60,
    late90,
    never,
    has.neverDelinquent
      ? notMet
      : has.unknownDelinquency
        ? noTrades
        : whole(83 * draws.uniform() ** 2, 0, 83),
    lately,
    worst,
    total,
    Math.min(19, draws.poisson(1.85)),
    whole(draws.normal(34, 17), 0, 100),
    has.noInquiry ? notMet : has.unknownInquiry ? noTrades : whole(24 * draws.uniform() ** 4, 0, 24),
    inquiries,
    Math.max(0, inquiries - (draws.uniform() < 0.07 ? 1 : 0)),
    has.noRevolving ? noTrades : revolving,
    has.noInstallment ? noTrades : installment,
    has.noRevolving ? noTrades : cards,
    has.noInstallmentTrades ? noTrades : whole(1 + draws.poisson(1.5), 1, 23),
    stretched,
    has.noBalances ? noTrades : balances,
  ];
  return { cells, risk };
}

/**
 * FICO's home equity lines of credit (Explainable Machine Learning Challenge, 2018): 23 numbers of a credit bureau in
 * which −7, −8 and −9 are codes, 588 rows that are −9 throughout, and the outcome in words, 52 % of them bad.
 */
export const heloc: LookAlike = {
  name: 'heloc',
  file: 'heloc.csv',
  title: "FICO's home equity lines of credit (Explainable Machine Learning Challenge, 2018)",
  rows: published,
  delimiter: ',',
  header,
  cells: (rows, seed) => {
    const draws = seededDraws(seed);
    const without = draws.rows(rows, rowsOf(absent / published, rows));
    const marked = Object.entries(coded).map(
      ([name, count]) => [name, draws.rows(rows, rowsOf(count / (published - absent), rows))] as const,
    );
    const people = Array.from({ length: rows }, (_, row) => {
      const has = Object.fromEntries(marked.map(([name, set]) => [name, set.has(row)])) as Record<
        keyof typeof coded,
        boolean
      >;
      const record = bureauRecord(draws, has);
      return without.has(row)
        ? { cells: record.cells.map(() => noRecord), risk: draws.normal(-9, 1.5) }
        : record;
    });
    const bad = badRows(
      people.map(({ risk }) => risk),
      5459 / published,
    );
    return people.map(({ cells }, row) => [bad.has(row) ? 'Bad' : 'Good', ...cells]);
  },
};
