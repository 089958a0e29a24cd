import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditMetric, auditMetricNames, findingKinds, parseLimits } from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

it('lists every number that can be limited, with its side and what it is', () => {
  const rows = [...readme.matchAll(/\n\| `([\w-]+)(@κ)?` +\| ([<>]=) +\| (.*?) *\|/g)].map(
    ([, name, margin, side, text]) => [
      name,
      margin !== undefined,
      side,
      text!.replace(/ \((needs|can).*/, ''),
    ],
  );
  expect(rows).toEqual(
    auditMetricNames.map((name) => {
      const { atMargin, better, description } = auditMetric(name);
      return [name, atMargin, better === 'higher' ? '>=' : '<=', description];
    }),
  );
});

it('lists every kind of finding, and limits that can be read', () => {
  for (const kind of findingKinds) expect(readme).toContain(`\`${kind}\``);
  const [, text = ''] = /```yaml\n([^]*?)```/.exec(readme)!;
  expect(parseLimits(text).limits).toHaveLength(4);
});
