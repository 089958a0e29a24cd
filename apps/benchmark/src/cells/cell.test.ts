import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { aggregates } from '@cfq/metrics/aggregates';
import { wideAggregates } from './aggregates/aggregate-names.ts';
import { cellSchema } from './cell.ts';
import { cellJsonSchema } from './cell-json-schema.ts';
import { sampleCell } from '../testing/sample-cell.ts';
import { formatted } from '../../../../tools/build/formatted.ts';

const schemaFile = fileURLToPath(new URL('../../schema/cell.schema.json', import.meta.url));
const accepts = new Ajv2020({ strict: true }).compile(cellJsonSchema());

describe('the published JSON Schema of a cell', () => {
  it('is the schema the program checks cells with (rewritten by vitest --update)', async () => {
    const text = await formatted(schemaFile, JSON.stringify(cellJsonSchema()));
    await expect(text).toMatchFileSnapshot(schemaFile);
  });

  it('describes every field', () => {
    const fields = Object.entries(cellSchema.shape).filter(([, field]) => field.description === undefined);
    const selfExplaining = ['dataset', 'method'];
    expect(fields.map(([name]) => name)).toEqual(selfExplaining);
  });

  it('holds every aggregate of the catalogue under its name, but what only certificates give', () => {
    const catalogue = Object.values(aggregates);
    const [margin] = sampleCell().margins;
    const { counts, intervals } = sampleCell();
    for (const { name, scope, requires } of catalogue) {
      const place: Readonly<Record<string, unknown>> = scope === 'margin' ? { ...margin } : sampleCell();
      const beside = scope === 'margin' ? [margin!.counts, margin!.intervals] : [counts, intervals];
      for (const one of [place, ...beside]) expect(name in one, name).toBe(requires === undefined);
    }
  });

  it('has no other field under the name of an aggregate', () => {
    const others = ['dataset', 'seed', 'n', 'counts', 'intervals', 'kappa', 'margins', 'seconds'];
    expect(others.filter((name) => name in aggregates)).toEqual([]);
    const fields = Object.keys(cellSchema.shape);
    expect(fields.length - wideAggregates.length).toBe(fields.filter((name) => !(name in aggregates)).length);
  });

  it('accepts a whole cell, with null for what is undefined', () => {
    expect(accepts(sampleCell())).toBe(true);
    expect(accepts(sampleCell({ nearMissFidelity: null, faithfulnessError: null }))).toBe(true);
  });

  it.each<[string, object]>([
    ['a field that is missing', { agreement: undefined }],
    ['a share above 1', { agreement: 1.01 }],
    ['a field nobody defined', { surprise: 1 }],
    ['an empty schedule', { allocation: [] }],
    ['text for a number', { overGrant: '0' }],
  ])('refuses %s, as the program does', (_, changes) => {
    const cell: unknown = JSON.parse(JSON.stringify({ ...sampleCell(), ...changes }));
    expect(accepts(cell)).toBe(false);
    expect(cellSchema.safeParse(cell).success).toBe(false);
  });
});
