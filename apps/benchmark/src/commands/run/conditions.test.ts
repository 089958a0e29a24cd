import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { cellSchema, type Cell } from '../../cells/cell.ts';
import { runCli } from '../../testing/run-cli.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);
const cellsOf = (text: string): Cell[] => z.array(cellSchema).parse(JSON.parse(text));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-conditions-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const german = ['run', '--dataset', 'german', '--method', 'lsq', '--seeds', '0', '--jobs', '1'];
const small = ['--backbone', 'logistic', '--margins', '0,0.2'];
const run = (...words: string[]) => cfq(...german, ...small, '--json', ...words);
const changesOf = ({ people }: Cell) => people.flatMap(({ action }) => action?.changes ?? []);

describe('who may do what', () => {
  it('is what a person could do unless told, and policies share their teacher', async () => {
    const out = join(folder, 'policies');
    const both = await run('--actions', 'actionable,literature', '--out', out);
    expect(both.code, both.stderr).toBe(0);
    expect(both.stderr).toMatch(/│ teacher +│ +[\d.]+ │ +[\d.]+ │ +\d+ % │ +1 │ +1 │/);
    const [actionable, literature] = cellsOf(both.stdout);
    expect(actionable?.teacher).toEqual(literature?.teacher);
    expect(actionable?.reference).toEqual(literature?.reference);
    expect(changesOf(literature!).map(({ to }) => to)).toContain('no checking account');
    expect(changesOf(actionable!).map(({ to }) => to)).not.toContain('no checking account');
    for (const { from, to } of changesOf(actionable!).filter(({ feature }) => feature === 'duration')) {
      expect([from, to].every(Number.isInteger)).toBe(true);
    }
    const [usual] = cellsOf((await run('--out', out)).stdout);
    expect(usual).toEqual(actionable);
    const { stdout } = await cfq('table', out, '--brief');
    expect(stdout).toContain('actions=actionable');
    expect(stdout).toContain('actions=literature');
  });

  it('is what a file says, which a changed file is not, and the settings in full say it again', async () => {
    const file = join(folder, 'own.yaml');
    const out = join(folder, 'own');
    writeFileSync(file, 'name: own\nfeatures:\n  duration: { direction: decrease, step: 6 }\nsparsity: 1\n');
    const [first] = cellsOf((await run('--actions', file, '--out', out)).stdout);
    expect(first?.settings.actions).toMatchObject({ name: 'own', sparsity: 1 });
    for (const { action } of first?.people ?? []) expect(action?.changes.length ?? 1).toBe(1);
    const [name = ''] = readdirSync(out).filter((one) => one.endsWith('.config.yaml'));
    expect(readFileSync(join(out, name), 'utf8')).toMatch(/^actions: \[ ?\.\.\/own\.yaml ?\]$/m);
    const again = await cfq('run', '--config', join(out, name));
    expect(again.stderr).toMatch(/^reused 1 finished cell of /);
    writeFileSync(file, 'name: own\nfeatures:\n  duration: { immutable: true }\n');
    const changed = await run('--actions', file, '--out', out);
    expect(changed.stderr).not.toMatch(/reused/);
    expect(cellsOf(changed.stdout)[0]?.variant).not.toBe(first?.variant);
    expect(readdirSync(out).filter((one) => one.endsWith('.cell.json'))).toHaveLength(2);
  });

  it.each<[string, () => string, RegExp]>([
    ['an unknown policy', () => 'actionabel', /^cfq: --actions: .*"actionabel".*Did you mean "actionable"/],
    ['a file that is not there', () => join(folder, 'absent.yaml'), /^cfq: --actions: cannot read/],
    [
      'a policy of another data set',
      () => {
        const file = join(folder, 'other.yaml');
        writeFileSync(file, 'name: other\nfeatures: { priors_count: { immutable: true } }\n');
        return file;
      },
      /^cfq: --actions: .*"other".*priors_count/,
    ],
  ])('refuses %s before anything runs', async (_, actions, message) => {
    const out = join(folder, 'refused');
    const { code, stdout, stderr } = await run('--actions', actions(), '--out', out);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readdirSync(folder)).not.toContain('refused');
  });
});

describe('who looks for recourse', () => {
  const words = [
    'run',
    '--dataset',
    'german',
    '--method',
    'cfq',
    '--bits',
    '2',
    '--seeds',
    '0',
    '--jobs',
    '1',
    '--json',
  ];
  const asked = async (...more: string[]) => {
    const { code, stdout, stderr } = await cfq(...words, ...small, ...more);
    expect(code, stderr).toBe(0);
    return cellsOf(stdout)[0]!;
  };

  it('is one for students and another in the evaluation, or one for the evaluation alone', async () => {
    const usual = await asked();
    const alone = await asked('--evaluation-solver', 'nearest-unlike-neighbour');
    const each = await asked('--solver', 'nearest-unlike-neighbour', '--evaluation-solver', 'linear');
    expect(alone.variant).toBe('actions=actionable, solver=nearest-unlike-neighbour');
    expect(each.variant).toContain('training solver=nearest-unlike-neighbour');
    const paid = ({ margins }: Cell) => margins.map(({ meanCostTeacher }) => meanCostTeacher);
    expect(paid(each)).toEqual(paid(usual));
    expect(paid(alone)[0]).toBeGreaterThan(paid(usual)[0]!);
    // A student that learned from other actions has other margins.
    expect(alone.accuracyStudent).toBe(usual.accuracyStudent);
    expect(each.people).not.toEqual(usual.people);
  });
});

describe('how models are made', () => {
  it('moves the cut-off as the costs have it: false grants that cost more, fewer grants', async () => {
    const rules = ['0.5', 'cost:5:1', 'acceptance:0.5'];
    const [even, cost, half] = await Promise.all(
      rules.map(async (rule) => cellsOf((await run('--threshold', rule)).stdout)[0]!),
    );
    expect(even?.teacher.threshold).toBe(0.5);
    expect(cost?.teacher.threshold).toBeGreaterThan(0.5);
    expect(cost?.n.denied).toBeGreaterThan(even!.n.denied);
    expect(Math.abs(half!.n.denied - 150)).toBeLessThan(30);
    expect(cost?.settings.decision).toBe('cost:5:1');
    expect(cost?.variant).toContain('threshold=cost:5:1');
    // Of one data set and seed, the loss of the probabilities has nothing to do with the cut-off.
    expect(cost?.teacher.validationLoss).toBeCloseTo(even!.teacher.validationLoss!, 6);
  });

  it('weighs classes and trains the teacher as told', async () => {
    const [balanced] = cellsOf((await run('--class-weights', 'balanced')).stdout);
    const [plain] = cellsOf((await run()).stdout);
    expect(balanced!.n.denied).toBeGreaterThan(plain!.n.denied);
    const words = ['--backbone', 'mlp:8', '--margins', '0', '--json'];
    const short = await cfq(...german, ...words, '--teacher', 'epochs=20,decay=1,learning-rate=1e-3');
    const [cell] = cellsOf(short.stdout);
    expect(cell?.teacher).toMatchObject({ epochs: 20, decay: 1, learningRate: 1e-3, converged: false });
    expect(short.stderr).toMatch(/german seed 0, mlp:8: the teacher is not trained out: /);
  });

  it.each<[string, string[], RegExp]>([
    ['a threshold that is none', ['--threshold', '1.5'], /^cfq: --threshold: .*1\.5/],
    ['a rule that is none', ['--threshold', 'costs:5:1'], /^cfq: --threshold: .*costs:5:1/],
    ['weights that are none', ['--class-weights', '0:1'], /^cfq: --class-weights: .*0:1|"favourable":0/],
    [
      'an option of the teacher that is none',
      ['--teacher', 'epoch=3'],
      /^cfq: --teacher: .*"epoch".*Did you mean "epochs"/,
    ],
    ['an epoch that cannot be kept', ['--teacher', 'keep=best'], /^cfq: --teacher: .*accuracy/],
    ['half an epoch', ['--teacher', 'epochs=0.5'], /^cfq: --teacher: .*0\.5/],
    [
      'an option of the teacher twice',
      ['--teacher', 'decay=1,decay=2'],
      /^cfq: --teacher: names decay twice/,
    ],
    ['an option without its number', ['--teacher', 'decay='], /^cfq: --teacher: decay must be a number/],
  ])('refuses %s', async (_, words, message) => {
    const { code, stdout, stderr } = await run(...words);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
