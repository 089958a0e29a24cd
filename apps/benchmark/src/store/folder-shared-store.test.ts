import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSharedStore } from './folder-shared-store.ts';

let folder: string;
let notes: string[];
const open = () => folderSharedStore(join(folder, 'shared'), (line) => notes.push(line));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-shared-'));
  notes = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const key = 'a1'.repeat(32);
const recourse = {
  rows: Int32Array.from([1, 5]),
  x: { data: Float32Array.from([0.1, -0, NaN, 1e-40]), shape: [2, 2] },
  labels: { data: Int32Array.from([0, 1]), shape: [2] },
  delta: { data: Float32Array.from([0.3, 0, 0, 1]), shape: [2, 2] },
  denied: 3,
};

describe('folderSharedStore', () => {
  it('gives back what was written, to the last bit, with what it took', () => {
    open().write('recourse', key, { value: recourse, spent: { seconds: 1.5, cpuSeconds: 2 } });
    const read = open().read('recourse', key);
    expect(read).toStrictEqual({ value: recourse, spent: { seconds: 1.5, cpuSeconds: 2 } });
    expect(read?.value.x.data).toBeInstanceOf(Float32Array);
    expect(Object.is(read?.value.x.data[1], -0)).toBe(true);
    expect(readdirSync(join(folder, 'shared'))).toHaveLength(1);
  });

  it('holds nothing under another key or kind', () => {
    open().write('recourse', key, { value: recourse, spent: { seconds: 1, cpuSeconds: 2 } });
    expect(open().read('recourse', 'b2'.repeat(32))).toBeUndefined();
    expect(open().read('teacher', key)).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => new Uint8Array(0)],
    ['changed in one bit', (bytes) => bytes.map((byte, place) => (place === 50 ? byte ^ 1 : byte))],
  ])('counts a file %s as absent, and says so', (_, damage) => {
    open().write('recourse', key, { value: recourse, spent: { seconds: 1, cpuSeconds: 2 } });
    const [name] = readdirSync(join(folder, 'shared'));
    const path = join(folder, 'shared', name!);
    writeFileSync(path, damage(readFileSync(path)));
    expect(open().read('recourse', key)).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(/not a whole file .* It will be computed again\.$/)]);
  });

  it('goes on where nothing can be kept or read, and says so', () => {
    const store = open();
    rmSync(join(folder, 'shared'), { recursive: true });
    store.write('recourse', key, { value: recourse, spent: { seconds: 1, cpuSeconds: 2 } });
    expect(notes).toEqual([expect.stringMatching(/cannot be kept .* computed again for each/)]);
    mkdirSync(join(folder, 'shared', `recourse-${key.slice(0, 32)}.bin`), { recursive: true });
    expect(open().read('recourse', key)).toBeUndefined();
    expect(notes.at(-1)).toMatch(/not a whole file/);
  });

  it('does not take another artifact under its name for its own', () => {
    const near = `${key.slice(0, 32)}${'0'.repeat(32)}`;
    open().write('recourse', near, { value: recourse, spent: { seconds: 1, cpuSeconds: 2 } });
    expect(open().read('recourse', key)).toBeUndefined();
    expect(notes).toHaveLength(1);
  });
});
