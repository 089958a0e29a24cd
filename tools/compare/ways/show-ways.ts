import { studentT } from '@cfq/benchmark';

/** Of how many something is true. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** One student. */
export interface Measured {
  readonly way: string;
  readonly seed: number;
  /** Root mean square error of the margin, in logits: on rows, at new people, where promises end. */
  readonly rows: number;
  readonly people: number;
  readonly promises: number;
  /** Rows decided otherwise, promises broken, near misses still denied. */
  readonly flips: Share;
  readonly broken: Share;
  readonly nearMiss: Share;
  /** Of processor, to train it. */
  readonly seconds: number;
}

/** A table, a row a way: errors, their ratio to that of the first way with its 95 % interval over seeds, and decisions pooled. */
export function showWays(measured: readonly Measured[]): string {
  const names = [...new Set(measured.map(({ way }) => way))];
  const ofWay = (name: string): Measured[] => measured.filter(({ way }) => way === name);
  const [first = []] = names.map(ofWay);
  const lines = names.map((name) => {
    const own = ofWay(name);
    const mean = (value: (student: Measured) => number): number =>
      own.reduce((sum, student) => sum + value(student), 0) / own.length;
    const pooled = (value: (student: Measured) => Share): string => {
      const count = own.reduce((sum, student) => sum + value(student).count, 0);
      const of = own.reduce((sum, student) => sum + value(student).of, 0);
      return `${((100 * count) / of).toFixed(1)} %`;
    };
    const ratios = own.map(({ people }, at) => Math.log(people / first[at]!.people));
    return [
      name,
      mean(({ rows }) => rows).toFixed(3),
      mean(({ people }) => people).toFixed(3),
      mean(({ promises }) => promises).toFixed(3),
      name === names[0] ? '1' : interval(ratios),
      pooled(({ flips }) => flips),
      pooled(({ broken }) => broken),
      pooled(({ nearMiss }) => nearMiss),
      mean(({ seconds }) => seconds).toFixed(1),
    ];
  });
  const head = ['way', 'rows', 'new people', 'promises', 'ratio at new people', 'flips', 'broken at 0.2'];
  const titles = [...head, 'near misses denied', 's'];
  const table = [titles, titles.map((_, at) => (at === 0 ? ':--' : '--:')), ...lines];
  return table.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Geometric mean of ratios and its 95 % interval by Student's t of their logarithms. */
function interval(logs: readonly number[]): string {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1));
  const half = (studentT(logs.length - 1) * deviation) / Math.sqrt(logs.length);
  return `${Math.exp(mean).toFixed(2)} [${Math.exp(mean - half).toFixed(2)}, ${Math.exp(mean + half).toFixed(2)}]`;
}
