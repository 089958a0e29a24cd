import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { cellSchema } from './cell.ts';
import { cellJsonSchema } from './cell-json-schema.ts';
import { sampleCell } from '../testing/sample-cell.ts';

const schemaFile = fileURLToPath(new URL('../../schema/cell.schema.json', import.meta.url));
const accepts = new Ajv2020({ strict: true }).compile(cellJsonSchema());

describe('the published JSON Schema of a cell', () => {
  it('is the schema the program checks cells with (rewritten by vitest --update)', async () => {
    const style = { ...(await resolveConfig(schemaFile)), filepath: schemaFile };
    await expect(await format(JSON.stringify(cellJsonSchema()), style)).toMatchFileSnapshot(schemaFile);
  });

  it('describes every field', () => {
    const fields = Object.entries(cellSchema.shape).filter(([, field]) => field.description === undefined);
    const selfExplaining = ['dataset', 'method', 'n', 'intervals'];
    expect(fields.map(([name]) => name)).toEqual(selfExplaining);
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
