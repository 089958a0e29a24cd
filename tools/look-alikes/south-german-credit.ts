import { badRows, whole, type LookAlike } from './look-alike.ts';
import { seededDraws } from './draws.ts';

/** How many of the 1 000 people each code stands for, by column: the frequencies that the file's description lists. */
const frequencies = {
  laufkont: { 1: 274, 2: 269, 3: 63, 4: 394 },
  moral: { 0: 40, 1: 49, 2: 530, 3: 88, 4: 293 },
  verw: { 0: 234, 1: 103, 2: 181, 3: 280, 4: 12, 5: 22, 6: 50, 8: 9, 9: 97, 10: 12 },
  sparkont: { 1: 603, 2: 103, 3: 63, 4: 48, 5: 183 },
  beszeit: { 1: 62, 2: 172, 3: 339, 4: 174, 5: 253 },
  rate: { 1: 136, 2: 231, 3: 157, 4: 476 },
  famges: { 1: 50, 2: 310, 3: 548, 4: 92 },
  buerge: { 1: 907, 2: 41, 3: 52 },
  wohnzeit: { 1: 130, 2: 308, 3: 149, 4: 413 },
  verm: { 1: 282, 2: 232, 3: 332, 4: 154 },
  weitkred: { 1: 139, 2: 47, 3: 814 },
  wohn: { 1: 179, 2: 714, 3: 107 },
  bishkred: { 1: 633, 2: 333, 3: 28, 4: 6 },
  beruf: { 1: 22, 2: 200, 3: 630, 4: 148 },
  pers: { 1: 155, 2: 845 },
  telef: { 1: 596, 2: 404 },
  gastarb: { 1: 37, 2: 963 },
} as const;

type Coded = keyof typeof frequencies;

const header = [
  ...['laufkont', 'laufzeit', 'moral', 'verw', 'hoehe', 'sparkont', 'beszeit', 'rate', 'famges', 'buerge'],
  ...[
    'wohnzeit',
    'verm',
    'alter',
    'weitkred',
    'wohn',
    'bishkred',
    'beruf',
    'pers',
    'telef',
    'gastarb',
    'kredit',
  ],
] as const;

/** How much one code more takes from the risk. */
const safety: Partial<Record<Coded, number>> = {
  laufkont: 0.6,
  moral: 0.4,
  sparkont: 0.25,
  beszeit: 0.2,
  rate: -0.3,
  verm: -0.2,
  weitkred: 0.25,
};

/**
 * South German Credit (UCI 573): numeric codes between blanks under a German header, 700 good (`kredit` 1) of 1 000.
 */
export const southGermanCredit: LookAlike = {
  name: 'south-german-credit',
  file: 'south-german-credit.asc',
  title: 'South German Credit (UCI Machine Learning Repository 573), SouthGermanCredit.asc',
  rows: 1000,
  delimiter: ' ',
  header,
  cells: (rows, seed) => {
    const draws = seededDraws(seed);
    const people = Array.from({ length: rows }, () => {
      const months = whole(Math.exp(draws.normal(2.9, 0.58)), 4, 72);
      const amount = whole(Math.exp(draws.normal(6.6 + 0.05 * months, 0.55)), 250, 18_424);
      const age = whole(19 + Math.exp(draws.normal(2.6, 0.7)), 19, 75);
      const codes = Object.fromEntries(
        Object.entries(frequencies).map(([name, weights]) => [name, draws.pick(weights)]),
      ) as Record<Coded, string>;
      let risk = 0.035 * months + 0.00007 * amount - 0.012 * age + draws.normal(0, 1.1);
      for (const [name, weight] of Object.entries(safety)) risk -= weight * Number(codes[name as Coded]);
      const numbers: Readonly<Record<string, number>> = { laufzeit: months, hoehe: amount, alter: age };
      return {
        risk,
        cells: header.slice(0, -1).map((name) => numbers[name] ?? codes[name as Coded]),
      };
    });
    const bad = badRows(
      people.map(({ risk }) => risk),
      0.3,
    );
    return people.map(({ cells }, row) => [...cells, bad.has(row) ? 0 : 1]);
  },
};
