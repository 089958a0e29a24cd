import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DamagedFileError, UsageError } from '../command-line/benchmark-error.ts';
import type { GivenSettings } from '../cells/cell-settings.ts';
import { cellFileStem, type CellSpecification } from '../cells/cell-specification.ts';
import { openCellStore } from './cell-store.ts';
import { readCells } from './read-cells.ts';
import { temporaryEnding, thisWriter, type Writer } from './writer-identity.ts';
import { sampleCell, sampleSettings, sampleSpecification } from '../testing/sample-cell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const specification = sampleSpecification();
const cellFile = () => join(folder, `${cellFileStem(specification)}.cell.json`);

describe('openCellStore', () => {
  it('creates the folder, and reads back what was written', () => {
    const store = openCellStore(join(folder, 'a/b'));
    expect(store.read(specification)).toBeUndefined();
    store.write(specification, sampleCell());
    expect(store.read(specification)).toEqual(sampleCell());
    expect(store.read(sampleSpecification({ settings: sampleSettings({ seed: 1 }) }))).toBeUndefined();
  });

  it('leaves nothing but the finished file behind', () => {
    openCellStore(folder).write(specification, sampleCell());
    expect(readdirSync(folder)).toEqual([`${cellFileStem(specification)}.cell.json`]);
  });

  it('stores the record beside the cell, compressed', () => {
    const store = openCellStore(folder);
    expect(store.hasRecord(specification)).toBe(false);
    store.write(specification, sampleCell(), '{"a":1}');
    expect(store.hasRecord(specification)).toBe(true);
    const bytes = readFileSync(join(folder, `${cellFileStem(specification)}.record.json.gz`));
    expect(gunzipSync(bytes).toString()).toBe('{"a":1}');
  });

  it.each<[string, (record: string, other: string) => void]>([
    ['of another cell', (record, other) => writeFileSync(record, readFileSync(other))],
    ['cut short', (record) => writeFileSync(record, readFileSync(record).subarray(0, 12))],
    ['empty', (record) => writeFileSync(record, '')],
    [
      'that is a folder',
      (record) => {
        rmSync(record);
        mkdirSync(record);
      },
    ],
  ])('does not take a record %s for the one written with the cell', (_, harm) => {
    const store = openCellStore(folder);
    const second = sampleSpecification({ settings: sampleSettings({ seed: 1 }) });
    store.write(specification, sampleCell(), '{"a":1}');
    store.write(second, sampleCell({ seed: 1 }), '{"b":2}');
    const [record, other] = [specification, second].map((one) =>
      join(folder, `${cellFileStem(one)}.record.json.gz`),
    );
    harm(record!, other!);
    expect(store.hasRecord(specification)).toBe(false);
    expect(store.hasRecord(second)).toBe(true);
    const { cells, damaged } = readCells(folder);
    expect(cells.map(({ recordPath }) => recordPath)).toEqual([undefined, other]);
    expect(damaged).toEqual([expect.stringMatching(/not the whole record of its cell/)]);
  });

  it('has no record of a cell that was written again without one', () => {
    const store = openCellStore(folder);
    store.write(specification, sampleCell(), '{"a":1}');
    store.write(specification, sampleCell());
    expect(store.hasRecord(specification)).toBe(false);
    expect(readCells(folder).damaged).toEqual([]);
  });

  it('is read past an entry that is no file', () => {
    const store = openCellStore(folder);
    const second = sampleSpecification({ settings: sampleSettings({ seed: 1 }) });
    store.write(second, sampleCell({ seed: 1 }));
    mkdirSync(cellFile());
    expect(() => store.read(specification)).toThrow(DamagedFileError);
    expect(readCells(folder)).toMatchObject({
      cells: [{ cell: { seed: 1 } }],
      damaged: [expect.stringContaining('cannot be read')],
    });
  });

  it('keeps the error of a failed cell until the cell succeeds', () => {
    const store = openCellStore(folder);
    store.writeError(specification, new RangeError('too wide'));
    const file = join(folder, `${cellFileStem(specification)}.error.json`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      specification: { settings: { method: 'lsq' } },
      error: { name: 'RangeError', message: 'too wide' },
    });
    expect(store.read(specification)).toBeUndefined();
    store.write(specification, sampleCell());
    expect(readdirSync(folder)).toEqual([`${cellFileStem(specification)}.cell.json`]);
  });

  it.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['with a number changed', (text) => text.replace('"agreement": 0.98', '"agreement": 0.99')],
    ['with its request changed', (text) => text.replace('"quantizer": "lsq"', '"quantizer": "pact"')],
    ['with a field removed', (text) => text.replace('"packedBytes": 120,', '')],
    ['of another kind', () => '{"cells":[]}'],
  ])('reports a file %s as damaged', (_, damage) => {
    const store = openCellStore(folder);
    store.write(specification, sampleCell());
    const whole = readFileSync(cellFile(), 'utf8');
    expect(damage(whole)).not.toBe(whole);
    writeFileSync(cellFile(), damage(whole));
    expect(() => store.read(specification)).toThrow(DamagedFileError);
  });

  it('reports a file that holds another cell', () => {
    const store = openCellStore(folder);
    const other = sampleSpecification({ settings: sampleSettings({ seed: 9 }) });
    store.write(other, sampleCell({ seed: 9 }));
    writeFileSync(cellFile(), readFileSync(join(folder, `${cellFileStem(other)}.cell.json`)));
    expect(() => store.read(specification)).toThrow(/another cell/);
  });

  it('clears what a killed process left half written, and no file of a running one', () => {
    const elsewhere = { ...thisWriter, place: '0badcafe' };
    const writers = {
      finished: { ...thisWriter, processId: 2 ** 22 + 7 },
      running: { ...thisWriter, processId: process.ppid },
      // The number of this process, before it was its own.
      before: { ...thisWriter, token: '00000000' },
      itself: thisWriter,
      elsewhere,
      old: { ...elsewhere, token: '11111111' },
    };
    const nameOf = (writer: Writer) => `.a.cell.json${temporaryEnding(writer)}`;
    for (const writer of Object.values(writers)) writeFileSync(join(folder, nameOf(writer)), 'half');
    const yesterday = Date.now() / 1000 - 25 * 60 * 60;
    utimesSync(join(folder, nameOf(writers.old)), yesterday, yesterday);
    writeFileSync(join(folder, 'notes.tmp'), 'mine');
    openCellStore(folder);
    const stay = [writers.running, writers.itself, elsewhere].map(nameOf);
    expect(readdirSync(folder).sort()).toEqual([...stay, 'notes.tmp'].sort());
  });

  it('refuses a folder that cannot be one', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => openCellStore(file)).toThrow(UsageError);
    expect(() => openCellStore(file)).toThrow(/^--out: /);
  });
});

describe('cellFileStem', () => {
  it('is readable, safe as a file name, and different for every part of the request', () => {
    expect(cellFileStem(specification)).toMatch(/^synthetic-lsq-4b-mlp-8-s0-[0-9a-f]{12}$/);
    const settings: Partial<GivenSettings>[] = [
      {},
      { dataset: 'german' },
      { method: 'cfq' },
      { seed: 1 },
      { backbone: 'logistic' },
      { budgetBits: 2.5 },
      { margins: [0] },
      { cost: 'l2' },
      { constraints: 'restrictive' },
      { rows: 'validation' },
      { shift: { kind: 'feature-noise', strength: 0.1 } },
      { overrides: { learningRate: 0.1 } },
      { teacherOptions: { decay: 1 } },
      { teacherOptions: { epochs: 1 } },
      { decision: 'f1' },
      { decision: 'cost:5:1' },
      { classWeights: 'balanced' },
      { classWeights: { favourable: 1, unfavourable: 5 } },
      { actions: 'actionable' },
      { actions: 'literature' },
      { actions: { name: 'own', description: '', features: {} } },
      { actions: { name: 'own', description: '', features: { age: { immutable: true } } } },
      { teacherActions: { steps: 2 } },
      { diagnostics: { layerErrors: true } },
    ];
    const changes: Partial<CellSpecification>[] = [
      ...settings.map((one) => ({ settings: sampleSettings(one) })),
      { protocol: 2 },
      { source: 'ab' },
      { recipe: { quantizer: 'lsq', eta: 2 } },
      { codeVersion: 'f00d' },
    ];
    expect(new Set(changes.map((change) => cellFileStem(sampleSpecification(change)))).size).toBe(
      changes.length,
    );
    expect(
      cellFileStem(sampleSpecification({ settings: sampleSettings({ actions: 'actionable' }) })),
    ).toMatch(/^synthetic-lsq-4b-mlp-8-actionable-s0-[0-9a-f]{12}$/);
    const named = sampleSpecification({ settings: sampleSettings({ dataset: '../a b/ö' }) });
    expect(cellFileStem(named)).toMatch(/^[\w.-]+$/);
    const long = sampleSpecification({ settings: sampleSettings({ dataset: 'x'.repeat(5000) }) });
    openCellStore(folder).write(long, sampleCell());
    expect(cellFileStem(long).length).toBeLessThan(170);
  });
});
