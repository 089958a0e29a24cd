import { methods } from '@cfq/training';
import { expect, it } from 'vitest';
import { seriesStyles } from './series-style.ts';

const names = Object.keys(methods);

it('no two methods look the same, and none depends on what stands beside it', () => {
  const together = seriesStyles(names);
  const looks = names.map((name) => JSON.stringify(together.get(name)));
  const floors = names.filter((name) => methods[name as keyof typeof methods].role === 'floor');
  expect(new Set(looks).size).toBe(names.length - floors.length + 1);
  for (const name of names) expect(seriesStyles([name]).get(name)).toEqual(together.get(name));
});

it('the methods that published figures show keep the colours that they were published in', () => {
  const tints = ['lsq', 'kd', 'mixedprec', 'pact', 'cfq', 'cfq-faithful', 'ptq4', 'cf-ptq'];
  expect(tints.map((name) => seriesStyles([name]).get(name)?.tint)).toEqual([
    ...['#0072b2', '#666666', '#a64d79', '#8a6d00', '#009e73', 'currentColor', '#666666', '#d55e00'],
  ]);
});

it('names that are no method keep the looks that they were published in, beside methods that have the same', () => {
  const other = seriesStyles(['kd, columns of 8 bits', 'gqa', 'kd']);
  expect(other.get('kd, columns of 8 bits')).toMatchObject({ tint: '#d55e00', symbol: 'wye' });
  expect(other.get('gqa')).toMatchObject({ tint: '#0072b2', symbol: 'square' });
  const beside = seriesStyles(['kd, columns of 8 bits', 'cfq-channels']);
  expect(beside.get('kd, columns of 8 bits')).not.toEqual(beside.get('cfq-channels'));
});
