import type { LoadedDataset } from '../../dataset/dataset.ts';
import { describeRule } from '../../policies/describe-rule.ts';
import { policyOf } from '../../policies/policy-of.ts';

/** What the two policies of a set permit and why, a table in Markdown; neighbours with equal rules share a row. */
export function policyTable(loaded: LoadedDataset): string {
  const [literature, actionable] = ['literature', 'actionable'].map((name) => policyOf(loaded, name));
  const groups: { names: string[]; cells: string[] }[] = [];
  for (const spec of loaded.features) {
    const rule = actionable!.features[spec.name];
    const cells = [
      describeRule(spec, literature!.features[spec.name]),
      describeRule(spec, rule),
      rule?.reason ?? '',
    ];
    const last = groups.at(-1);
    if (last?.cells.join() === cells.join()) last.names.push(spec.name);
    else groups.push({ names: [spec.name], cells });
  }
  const nameOf = (names: string[]) =>
    names.length < 3 ? names.join(', ') : `${names[0]} to ${names.at(-1)}`;
  const rows = [
    ['feature', '`literature`: an action may', '`actionable`: an action may', 'why'],
    ['---', '---', '---', '---'],
    ...groups.map(({ names, cells }) => [nameOf(names), ...cells]),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
