import {
  dataset as datasetNamed,
  datasets,
  describeRule,
  type FeatureSpec,
  type LoadedDataset,
} from '@cfq/datasets';
import { assertKnown } from '../../command-line/assert-known.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { undefinedMark } from '../../tables/format-quantity.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { renderTerminal } from '../../tables/render-terminal.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/**
 * `cfq datasets info`: what a dataset holds, what an action may change in it, and where its rows come from.
 *
 * @throws UsageError on an unknown name or unreadable files
 */
export async function datasetInfo(
  name: string,
  flags: { readonly dataDir?: string },
  { stdout }: Terminal,
): Promise<void> {
  assertKnown('datasets info', name, Object.keys(datasets));
  let dataset: LoadedDataset;
  try {
    dataset = await datasetNamed(name).load(flags);
  } catch (error) {
    throw new UsageError(oneLine(error), { cause: error });
  }
  const { title, table, label, y, sparsity, split, source, licence, citation } = dataset;
  const favourable = y.reduce((sum, value) => sum + value, 0);
  const lines: [string, string][] = [
    ['rows', String(table.rows)],
    [
      'label',
      `${label.column}, favourable: ${label.favourable} (${((100 * favourable) / table.rows).toFixed(1)} %)`,
    ],
    [
      'test rows',
      split.kind === 'official' ? `the publisher's, from row ${split.testStart}` : testRows(split.test),
    ],
    ['an action changes', `at most ${sparsity} features`],
    ['action policies', Object.keys(dataset.policies).join(', ') || 'none'],
    ['subgroups', Object.keys(dataset.subgroups).join(', ') || 'none'],
    ['source', source],
    ['licence', licence],
    ['citation', citation],
  ];
  stdout.write(`${name}: ${title}\n`);
  for (const [key, value] of lines) stdout.write(`  ${`${key}:`.padEnd(19)} ${value}\n`);
  for (const { name: policy, description } of Object.values(dataset.policies)) {
    stdout.write(`  ${`--actions ${policy}:`.padEnd(23)} ${description}\n`);
  }
  stdout.write(
    `\n${renderTerminal({
      title: 'features, by the columns alone (--actions schema)',
      words: true,
      columns: ['name', 'kind', 'an action may', 'values'],
      rows: dataset.features.map((feature) => [
        feature.name,
        feature.kind,
        describeRule(feature),
        values(feature, dataset),
      ]),
    })}`,
  );
  // What studies permit is what the columns say, so that it stands above already.
  for (const policy of Object.values(dataset.policies).filter((one) => one.name !== 'literature')) {
    const table = {
      title: `under --actions ${policy.name}`,
      words: true,
      columns: ['name', 'an action may', 'why'],
      rows: dataset.features.map((feature) => {
        const rule = policy.features[feature.name];
        return [feature.name, describeRule(feature, rule), rule?.reason ?? ''];
      }),
    };
    stdout.write(`\n${renderTerminal(table, { width: stdout.columns })}`);
  }
}

function testRows(test: number): string {
  return test < 1 ? `${100 * test} %, stratified by seed` : `${test}, stratified by seed`;
}

function values({ name, bounds }: FeatureSpec, { table }: LoadedDataset): string {
  const column = table.columns[name];
  if (column === undefined) return undefinedMark;
  if (column.kind === 'level') return `${column.levels.length} levels`;
  if (bounds !== undefined) return `${bounds[0]} to ${bounds[1]}`;
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of column.values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return lowest <= highest ? `${lowest} to ${highest}` : undefinedMark;
}
