import { datasets } from '@cfq/datasets';
import type { Cell } from '../cells/cell.ts';
import { isTrainedOut } from '../cells/models/trained-out.ts';
import { quoted } from '../command-line/quoted.ts';
import { commandOfCells } from '../report/data/command-of-cells.ts';

/** The seeds of the protocol. */
const protocolSeeds = [0, 1, 2, 3, 4];

/** What a next step can be made of. */
interface StepsTaken {
  readonly cells: readonly Cell[];
  /** Where the cells are stored; undefined where nowhere. */
  readonly folder: string | undefined;
  /**
   * The command that made the cells with other flags in their place, as a person would type it; undefined where it is not
   * known.
   */
  readonly again: ((flags: Readonly<Record<string, string | true>>) => string) | undefined;
}

/** What to run next, and why: a finished teacher first, then five seeds, then what was measured in full. */
export function nextStep({ cells, folder, again }: StepsTaken): string {
  if (cells.length === 0) return '`cfq list methods` names what can be run.';
  const step = again && unfinished(cells, again);
  if (step !== undefined) return step;
  const seeds = new Set(cells.map(({ seed }) => seed)).size;
  if (again !== undefined && seeds < protocolSeeds.length) {
    return `\`${again({ seeds: '0-4' })}\` measures what ${seeds === 1 ? 'one seed' : `${seeds} seeds`} cannot tell.`;
  }
  if (again !== undefined && folder === undefined) {
    return `\`${again({ out: 'results', records: true })}\`, then \`cfq report results\` for figures and people.`;
  }
  return `\`cfq report ${quoted(folder ?? 'results')}\` draws the figures and shows people.`;
}

/** What finishes the teacher; undefined where it is finished. */
function unfinished(cells: readonly Cell[], again: NonNullable<StepsTaken['again']>): string | undefined {
  const twice = (some: readonly Cell[]) =>
    `epochs=${2 * Math.max(...some.map(({ teacher }) => teacher.epochs))}`;
  const falling = cells.filter(({ teacher }) => !teacher.converged);
  if (falling.length > 0) {
    return `\`${again({ teacher: twice(falling) })}\` trains the teacher until it is finished.`;
  }
  if (cells.some(({ trainedOut }) => trainedOut.reference.beatsTeacher)) {
    return `\`${again({ backbone: 'logistic' })}\`: the reference beats the teacher, so let it be one.`;
  }
  if (cells.every(isTrainedOut)) return undefined;
  return `\`${again({ teacher: twice(cells) })}\` trains the teacher longer: a student beats it.`;
}

/**
 * The `cfq run` command that measures cells again with some flags in place of theirs, into their folder; undefined for
 * data of one's own, whose files the cells do not name.
 */
export function againFromCells(cells: readonly Cell[], folder: string): StepsTaken['again'] {
  if (!cells.every(({ dataset }) => Object.hasOwn(datasets, dataset))) return undefined;
  return ({ seeds, backbone, ...flags }) => {
    const asked = cells.flatMap((cell) =>
      (seeds === undefined ? [cell.seed] : protocolSeeds).map((seed) => ({
        ...cell,
        seed,
        ...(typeof backbone === 'string' && { backbone }),
      })),
    );
    const asWords: Readonly<Record<string, string | true>> = { ...flags, out: folder };
    const words = Object.entries(asWords).map(([name, value]) =>
      value === true ? `--${name}` : `--${name} ${quoted(value)}`,
    );
    return [commandOfCells(asked), ...words].join(' ');
  };
}
