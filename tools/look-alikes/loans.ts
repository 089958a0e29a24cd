import { badRows, whole, type LookAlike } from './look-alike.ts';
import { seededDraws } from './draws.ts';

const housings = { rent: 3, own: 3, free: 2 };
/** Thousands a year that a home of one's own counts for. */
const ownHome = 8;

/**
 * A small branch with a clear policy: income, debt, years in the job and the home decide, and very little is left to
 * chance. A model that is trained out gets about 96 of 100 decisions right, of any family.
 */
export const loans: LookAlike = {
  name: 'loans',
  file: 'loans.csv',
  title: 'a small table of loans with hardly any noise',
  rows: 300,
  delimiter: ',',
  header: ['income', 'debt', 'years_employed', 'housing', 'age', 'decision'],
  cells: (rows, seed) => {
    const draws = seededDraws(seed);
    const people = Array.from({ length: rows }, () => {
      const age = whole(draws.normal(42, 12), 19, 75);
      const years = draws.uniform() < 0.08 ? undefined : whole(draws.uniform() * (age - 18) * 0.5, 0, 20);
      const income = whole(draws.normal(50, 17), 12, 110);
      const debt = whole(draws.normal(18, 10), 0, 50);
      const housing = draws.pick(housings);
      const worth = income - 1.1 * debt + 1.5 * (years ?? 6) + (housing === 'own' ? ownHome : 0);
      return { cells: [income, debt, years ?? '', housing, age], risk: draws.normal(0, 1.5) - worth };
    });
    const denied = badRows(
      people.map(({ risk }) => risk),
      0.4,
    );
    return people.map(({ cells }, row) => [...cells, denied.has(row) ? 'denied' : 'approved']);
  },
};
