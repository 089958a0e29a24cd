import { duration } from '../../command-line/duration.ts';
import type { Shard } from '../../runner/shard.ts';
import type { TextTable } from '../../tables/text-table.ts';
import type { PlansEstimate } from './estimate-plans.ts';

/** Seconds below which a scheduler takes about as long to start a job as the job takes. */
const shortJob = 600;

/**
 * An estimate for people: a row for every shard, what it rests on, and whether the shards are too short.
 *
 * @param out folder of finished cells
 */
export function estimateText(
  { shards, jobs, cells, finished, alike, measured }: PlansEstimate,
  { shard, out }: { readonly shard?: Shard | undefined; readonly out?: string | undefined },
): TextTable {
  const open = cells - finished;
  const several = jobs > 1 ? [`${jobs} processes`] : [];
  const notes = [
    measured > 0
      ? `From ${measured} finished cells of ${out}.`
      : 'From the published cells, which another machine computed; cells of --out count instead once there are some.',
  ];
  if (finished > 0) notes.push(`${finished} of ${cells} cells are finished there and take no time.`);
  if (alike < open) {
    notes.push(
      `${open - alike} of ${open} cells have none of their data and method among these: theirs follow from the nearest.`,
    );
  }
  const short = Math.min(...shards.map(({ wallSeconds }) => wallSeconds));
  const all = shards.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
  if (shards.length > 1 && short < shortJob) {
    const fewer = Math.max(1, Math.floor(all / shortJob));
    notes.push(
      `The shortest takes ${duration(short)}, which may be less than a scheduler takes to start it: ${
        fewer === 1
          ? `one machine needs ${duration(all)} for all of them.`
          : `with n = ${fewer} they take about ten minutes each.`
      }`,
    );
  }
  return {
    title: 'About what it takes',
    columns: ['shard', 'cells', 'teachers', 'one process', ...several],
    rows: shards.map((one, index) => [
      shards.length === 1 ? 'all' : `${index + 1}/${shards.length}${index + 1 === shard?.index ? ' *' : ''}`,
      ...[one.cells, one.teachers].map(String),
      duration(one.seconds),
      ...(jobs > 1 ? [duration(one.wallSeconds)] : []),
    ]),
    notes,
  };
}
