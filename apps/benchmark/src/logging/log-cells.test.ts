import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cellSchema } from '../cells/cell.ts';
import { sampleCell, sampleSettings } from '../testing/sample-cell.ts';
import { logCells } from './log-cells.ts';
import { parseLog } from './log-option.ts';

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
    await logCells(folder, 'Main', cells);
    await logCells(folder, 'Main', cells);
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

  it('is refused before any work for a target that is none', () => {
    expect(parseLog(`mlflow:${join(folder, 'runs')}`)).toBe(join(folder, 'runs'));
    expect(() => parseLog('mlruns')).toThrow(/--log: is mlflow:DIR \(got "mlruns"\)/);
    expect(() => parseLog('wandb-offline:x')).toThrow(
      /wandb-offline, which is not written\)\. Log for MLflow/,
    );
    writeFileSync(join(folder, 'file'), '');
    expect(() => parseLog(`mlflow:${join(folder, 'file')}`)).toThrow(/--log: must be a folder/);
  });
});
