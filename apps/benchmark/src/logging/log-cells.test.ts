import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cellSchema } from '../cells/cell.ts';
import { sampleCell, sampleSettings } from '../testing/sample-cell.ts';
import { logCells } from './log-cells.ts';
import { parseLog } from './log-option.ts';
import { wandbLog } from './wandb/wandb-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cells = [0, 1].map((seed) => sampleCell({ seed, settings: sampleSettings({ seed }) }));

describe('--log mlflow:DIR', () => {
  it('writes each cell as a finished run, with its parameters, numbers and itself', async () => {
    await logCells({ kind: 'mlflow', folder }, 'Main', cells);
    await logCells({ kind: 'mlflow', folder }, 'Main', cells);
    const [experiment, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const home = join(folder, experiment!);
    const runs = readdirSync(home).filter((name) => name !== 'meta.yaml');
    expect(runs).toHaveLength(2);
    const seeds = runs.map((run) => {
      const at = (...names: string[]) => readFileSync(join(home, run, ...names), 'utf8');
      expect(parse(at('meta.yaml'))).toMatchObject({ run_id: run, experiment_id: experiment, status: 3 });
      expect(at('metrics', 'validityDrop', '0.2').split(' ').slice(1)).toEqual(['0.1', '0\n']);
      expect(at('metrics', 'agreement.lower').split(' ')[1]).toBe('0.95');
      // What is undefined is not there.
      expect(readdirSync(join(home, run, 'metrics'))).not.toContain('safeMargin');
      expect(at('params', 'margins')).toBe(JSON.stringify(cells[0]!.settings.margins));
      const cell = cellSchema.parse(JSON.parse(at('artifacts', 'cell.json')));
      expect(cells).toContainEqual(cell);
      return at('params', 'seed');
    });
    expect(seeds.sort()).toEqual(['0', '1']);
  });
});

describe('--log wandb-offline:DIR', () => {
  it('writes each cell as an offline run of its study, and takes the place of one of the same cell', async () => {
    const target = { kind: 'wandb-offline', folder } as const;
    await logCells(target, 'Main: 4/5 bits', cells);
    await logCells(target, 'Main: 4/5 bits', cells);
    const runs = readdirSync(folder);
    expect(runs).toHaveLength(2);
    const seeds = runs.map((run) => {
      const [, id = ''] = /^offline-run-\d{8}_\d{6}-([0-9a-f]{32})$/.exec(run)!;
      expect(readdirSync(join(folder, run)).sort()).toEqual(['files', 'logs', `run-${id}.wandb`]);
      const cell = cellSchema.parse(
        JSON.parse(readFileSync(join(folder, run, 'files', 'cell.json'), 'utf8')),
      );
      expect(cells).toContainEqual(cell);
      const bytes = readFileSync(join(folder, run, `run-${id}.wandb`));
      const records = entriesOf(bytes).map((entry) => fieldsOf(entry));
      expect(records.map((record) => record.get(1))).toEqual([[1], [2], [3], [4], [5], [6]]);
      const [header, started, files, history, summary, ended] = records.map((record, at) =>
        fieldsOf(record.get([21, 17, 6, 2, 3, 18][at]!)![0] as Buffer),
      );
      expect(String(fieldsOf(header!.get(1)![0] as Buffer).get(1))).toBe('cfq');
      expect([1, 3].map((field) => String(started!.get(field)))).toEqual([id, 'Main- 4-5 bits']);
      expect(String(fieldsOf(files!.get(1)![0] as Buffer).get(1))).toBe('cell.json');
      const metrics = itemsOf(history!);
      expect(metrics).toMatchObject({ 'validityDrop/0.2': 0.1, 'agreement.lower': 0.95, _step: 0 });
      expect(metrics).not.toHaveProperty('safeMargin');
      expect(itemsOf(summary!)).toEqual(metrics);
      expect(ended!.get(1)).toEqual([0]);
      const config = itemsOf(fieldsOf(started!.get(4)![0] as Buffer));
      expect(config).toMatchObject({ margins: cells[0]!.settings.margins });
      return config['seed'];
    });
    expect(seeds.sort()).toEqual([0, 1]);
  });

  it('splits what does not fit into a block, and fills what is too short for a record', () => {
    const lengths = [0, 1, 32_768 - 7 - 7 - 7 - 1 - 7 - 3, 5, 100_000, 32_761, 7];
    const entries = lengths.map((length, index) => Buffer.alloc(length, index + 1));
    const bytes = wandbLog(entries);
    expect(entriesOf(bytes)).toEqual(entries);
    const broken = Buffer.from(bytes);
    broken[20_000]! += 1;
    expect(() => entriesOf(broken)).toThrow('checksum');
  });
});

describe('--log', () => {
  it('is refused before any work for a target that is none', () => {
    expect(parseLog(`mlflow:${join(folder, 'runs')}`)).toEqual({
      kind: 'mlflow',
      folder: join(folder, 'runs'),
    });
    expect(() => parseLog('mlruns')).toThrow(/--log: is mlflow:DIR or wandb-offline:DIR \(got "mlruns"\)/);
    expect(parseLog(`wandb-offline:${folder}`)).toEqual({ kind: 'wandb-offline', folder });
    expect(() => parseLog('wandb:x')).toThrow(/--log: is mlflow:DIR or wandb-offline:DIR \(got "wandb:x"\)/);
    writeFileSync(join(folder, 'file'), '');
    expect(() => parseLog(`mlflow:${join(folder, 'file')}`)).toThrow(/--log: must be a folder/);
  });
});

/** The entries of a log, read by the description of LevelDB's format. */
function entriesOf(bytes: Uint8Array): Buffer[] {
  const buffer = Buffer.from(bytes);
  expect(buffer.subarray(0, 7)).toEqual(Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]));
  const entries: Buffer[] = [];
  let parts: Buffer[] = [];
  for (let at = 7; at < buffer.length;) {
    const left = 32_768 - (at % 32_768);
    if (left < 7) {
      expect(buffer.subarray(at, at + left)).toEqual(Buffer.alloc(left));
      at += left;
      continue;
    }
    const [length, kind] = [buffer.readUInt16LE(at + 4), buffer[at + 6]!];
    const data = buffer.subarray(at + 7, at + 7 + length);
    if (buffer.readUInt32LE(at) !== crc32(buffer.subarray(at + 6, at + 7 + length)))
      throw new Error('checksum');
    expect(7 + length).toBeLessThanOrEqual(left);
    expect(parts.length > 0).toBe(kind === 3 || kind === 4);
    parts.push(data);
    if (kind === 1 || kind === 4) {
      entries.push(Buffer.concat(parts));
      parts = [];
    }
    at += 7 + length;
  }
  return entries;
}

/** The fields of a message in Protocol Buffers' wire format. */
function fieldsOf(message: Buffer): Map<number, (number | Buffer)[]> {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const varint = (): number => {
    let [value, unit, byte] = [0, 1, 128];
    while (byte >= 128) {
      byte = message[at++]!;
      value += (byte % 128) * unit;
      unit *= 128;
    }
    return value;
  };
  while (at < message.length) {
    const key = varint();
    let value: number | Buffer = varint();
    if (key % 8 === 2) {
      at += value;
      value = message.subarray(at - value, at);
    } else expect(key % 8).toBe(0);
    fields.set(Math.floor(key / 8), [...(fields.get(Math.floor(key / 8)) ?? []), value]);
  }
  return fields;
}

/** Keys and values of items. */
function itemsOf(message: Map<number, (number | Buffer)[]>): Record<string, unknown> {
  const items = message.get(1)!.map((item) => fieldsOf(item as Buffer));
  return Object.fromEntries(
    items.map((item) => [String(item.get(1)), JSON.parse(String(item.get(16))) as unknown]),
  );
}
