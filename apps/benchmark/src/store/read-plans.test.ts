import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellFileStem, protocol } from '../cells/cell-specification.ts';
import { openCellStore } from './cell-store.ts';
import { planCells } from '../runner/plan-cells.ts';
import { readCells } from './read-cells.ts';
import { readPlans } from './read-plans.ts';
import { encodeStoredCell } from './stored-cell.ts';
import { writePlan } from './stored-plan.ts';
import { sampleCell, sampleSettings, sampleSpecification } from '../testing/sample-cell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-plans-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cells = planCells(
  [0, 1, 2, 3].map((seed) => sampleSettings({ seed })),
  {
    protocol,
    codeVersionOf: () => 'c0de',
    sourceOf: () => '5f1e',
    recipeOf: () => null,
    teacherOf: () => 'standard',
  },
);
const plan = (family: string, planned = cells) => ({
  family,
  title: 'Four seeds',
  command: `cfq run --out ${folder}`,
  codeVersion: 'c0de',
  quick: false,
  cells: planned.map(({ stem, hash, settings, shared }) => ({ stem, hash, settings, shared })),
});
describe('readPlans', () => {
  it('says of every cell where it stands, in the order planned', () => {
    writePlan(folder, plan('main'));
    const store = openCellStore(folder);
    const [done, failed, damaged] = cells;
    store.write(done!.specification, sampleCell(), '{}');
    store.writeError(failed!.specification, new RangeError('too wide'));
    writeFileSync(join(folder, `${damaged!.stem}.cell.json`), '{"hash":');
    const { plans, damaged: problems } = readPlans(folder);
    expect(plans[0]?.cells.map(({ state }) => state)).toEqual(['done', 'failed', 'damaged', 'pending']);
    expect(plans[0]?.cells[0]).toMatchObject({ recordPath: join(folder, `${done!.stem}.record.json.gz`) });
    expect(plans[0]?.cells[1]).toMatchObject({ error: { name: 'RangeError', message: 'too wide' } });
    expect(problems).toEqual([expect.stringContaining('not a whole cell file')]);
  });

  it('reads cells that several plans share, and names a damaged plan', () => {
    writePlan(folder, plan('main'));
    writePlan(folder, plan('theory', cells.slice(0, 1)));
    openCellStore(folder).write(cells[0]!.specification, sampleCell());
    writeFileSync(join(folder, 'ptq.plan.json'), '{"family": "ptq"}');
    const { plans, damaged } = readPlans(folder);
    expect(plans.map(({ family }) => family)).toEqual(['main', 'theory']);
    expect(plans.map((one) => one.cells[0]?.state)).toEqual(['done', 'done']);
    expect(damaged).toEqual([expect.stringMatching(/ptq\.plan\.json: not a whole plan file/)]);
  });

  it('tells plans and cells of an older protocol from damaged ones', () => {
    writePlan(folder, plan('main'));
    const path = join(folder, 'main.plan.json');
    const now = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(now['protocol']).toBe(protocol);
    const unnamed = { ...now, protocol: undefined, cells: [{ stem: 'a', hash: 'b', settings: {} }] };
    writeFileSync(join(folder, 'before.plan.json'), JSON.stringify(unnamed));
    writeFileSync(join(folder, 'named.plan.json'), JSON.stringify({ ...now, protocol: protocol - 1 }));
    writeFileSync(join(folder, 'later.plan.json'), JSON.stringify({ ...now, protocol: protocol + 1 }));
    writeFileSync(join(folder, 'cut.plan.json'), JSON.stringify(now).slice(0, -9));
    const specification = sampleSpecification({ protocol: protocol - 1 });
    // What a cell held then is not what the schema asks for now.
    const cell = { ...sampleCell(), teacher: undefined } as unknown as ReturnType<typeof sampleCell>;
    writeFileSync(
      join(folder, `${cellFileStem(specification)}.cell.json`),
      encodeStoredCell(specification, cell),
    );
    const { plans, damaged } = readPlans(folder);
    expect(plans.map(({ family }) => family)).toEqual(['main']);
    expect(damaged).toEqual([
      expect.stringMatching(/before\.plan\.json: a plan file of an older protocol .* measured again/),
      expect.stringMatching(/cut\.plan\.json: not a whole plan file/),
      expect.stringMatching(/later\.plan\.json: a plan file of a newer protocol \(5; .* by 4\)\. Read it/),
      expect.stringMatching(/named\.plan\.json: a plan file of an older protocol \(3; .* measured again/),
    ]);
    expect(readCells(folder).damaged).toEqual([
      expect.stringMatching(/\.cell\.json: a cell file of an older protocol \(3; .* measured again/),
    ]);
  });

  it('refuses what is no folder', () => {
    expect(() => readPlans(join(folder, 'absent'))).toThrow(/folder that can be read/);
  });
});
