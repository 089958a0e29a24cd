import { datasets } from '@cfq/datasets';
import { version } from '../../../package.json';
import { protocol } from '../../cells/cell-specification.ts';
import { cellFileEnding } from '../../store/cell-store.ts';
import type { ArchiveContents } from '../../store/archive/archive-contents.ts';
import { archiveFormat, type ArchiveDescription } from '../../store/archive/archive-description.ts';
import { planConfigurationEnding } from '../../store/stored-plan.ts';
import { datasetFingerprint } from '../../study/dataset-fingerprint.ts';
import type { ArchiveFlags } from './run.ts';

/** What an archive says of itself. Nothing in it depends on when or where it is packed. */
export async function describeArchive(
  { files, cells, plans }: ArchiveContents,
  { title, creators = '', licence = 'NOASSERTION' }: Pick<ArchiveFlags, 'title' | 'creators' | 'licence'>,
): Promise<ArchiveDescription> {
  const stems = new Set(cells.map(({ stem }) => stem));
  const names = new Set(files.map(({ name }) => name));
  const all = <Value>(of: (one: (typeof cells)[number]['stored']) => Value | undefined): Value[] =>
    [...new Set(cells.flatMap(({ stored }) => of(stored) ?? []))].sort();
  const sources = new Map(cells.map(({ stored }) => [`${stored.cell.dataset}\n${stored.source}`, stored]));
  const counted = (ending: string) => files.filter(({ name }) => name.endsWith(ending)).length;
  return {
    format: archiveFormat,
    title: title ?? (plans.map((plan) => plan.title).join('; ') || 'Cells of cfq'),
    creators: creators
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean),
    licence,
    software: { name: 'cfq', version, protocol },
    computedBy: {
      codeVersions: all(({ cell }) => cell.codeVersion),
      executors: all(({ cell }) => cell.executor),
      machines: all(({ machine }) => machine),
    },
    plans: plans.map(({ family, title: called, command, cells: planned }) => {
      const configuration = `${family}${planConfigurationEnding}`;
      return {
        ...{ family, title: called, command },
        configuration: names.has(configuration) ? configuration : null,
        cells: planned.length,
        finished: planned.filter(({ stem }) => stems.has(stem)).length,
      };
    }),
    datasets: await Promise.all(
      [...sources].sort().map(async ([, { source, cell }]) => ({
        name: cell.dataset,
        fingerprint: source,
        ...(await rightsOf(cell.dataset, source)),
      })),
    ),
    counts: {
      cells: cells.length,
      records: counted(cellFileEnding.record),
      failures: counted(cellFileEnding.error),
    },
  };
}

/** Whose a data set is, where it is one of those that come with the command and not another of its name. */
async function rightsOf(
  name: string,
  fingerprint: string,
): Promise<{ licence: string | null; citation: string | null }> {
  if (Object.hasOwn(datasets, name)) {
    const known = await datasets[name as keyof typeof datasets].load();
    if (datasetFingerprint(known) === fingerprint) {
      return { licence: known.licence, citation: known.citation };
    }
  }
  return { licence: null, citation: null };
}
