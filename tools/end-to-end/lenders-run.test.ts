import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '@cfq/benchmark';
import { keptStream } from './kept-stream.ts';
import { lookAlikeText } from '../look-alikes/look-alike.ts';
import { lookAlikes } from '../look-alikes/look-alikes.ts';

const schema = (name: string) =>
  fileURLToPath(new URL(`../../examples/lenders/${name}.yaml`, import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-lenders-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command in this process on a look-alike, changed or as it is. */
async function run(
  name: string,
  rows: number,
  schemaFile: string,
  flags: string[],
  edit = (text: string) => text,
) {
  const csv = join(folder, `${name}.csv`);
  const text = lookAlikeText(
    lookAlikes.find((one) => one.name === name)!,
    { rows },
  );
  writeFileSync(csv, edit(text));
  const [stdout, stderr] = [keptStream(), keptStream()];
  const words = ['run', '--csv', csv, '--schema', schemaFile, '--method', 'lsq', '--seeds', '0', ...flags];
  const code = await main(words, { stdout: stdout.stream, stderr: stderr.stream });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe('cfq run on look-alikes of lenders’ files', () => {
  it('goes from a bureau’s file to what three people are told, at the rate of acceptance that is asked for', async () => {
    const { code, stdout, stderr } = await run('heloc', 500, schema('heloc'), [
      ...['--backbone', 'logistic', '--show', '3', '--threshold', 'acceptance:0.7'],
    ]);
    expect(stderr).not.toMatch(/failed/);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Reference \(logistic regression\)/);
    expect(stdout).toMatch(/Promised at κ = 0\.2: (Net|Num|Percent)\w+ \d+ → \d+/);
    const denied = Number(/denies (\d+) of 150/.exec(stdout)?.[1]);
    expect(denied).toBeGreaterThan(20);
    expect(denied).toBeLessThan(75);
    expect(stdout).toMatch(/^Verdict/m);
    expect(stdout).toMatch(/^heloc, logistic, seed 0, .*κ = 0\.2: .* compared of 20 looked at/m);
  }, 60_000);

  it('runs where 7 of 100 are bad, by cost and with class weights', async () => {
    for (const flags of [
      ['--threshold', 'cost:10:1'],
      ['--class-weights', 'balanced'],
    ]) {
      const { code, stdout, stderr } = await run('give-me-some-credit', 3000, schema('give-me-some-credit'), [
        ...['--backbone', 'logistic', '--json', ...flags],
      ]);
      expect(stderr).not.toMatch(/failed/);
      expect(code).toBe(0);
      const [cell] = JSON.parse(stdout) as {
        n: { test: number; denied: number };
        teacher: { auc: number };
      }[];
      expect(cell!.n.denied).toBeGreaterThan(0.03 * cell!.n.test);
      expect(cell!.n.denied).toBeLessThan(0.6 * cell!.n.test);
      expect(cell!.teacher.auc).toBeGreaterThan(0.6);
    }
  }, 60_000);

  it('warns of tails that make nonsense of standard deviations', async () => {
    const plain = join(folder, 'standard.yaml');
    writeFileSync(
      plain,
      [
        'name: standard',
        'label: { column: SeriousDlqin2yrs, favourable: 0 }',
        "missing: ['', NA]",
        'sparsity: 2',
        "ignore: ['', age, NumberOfTime30-59DaysPastDueNotWorse, MonthlyIncome, NumberOfOpenCreditLinesAndLoans,",
        '  NumberOfTimes90DaysLate, NumberRealEstateLoansOrLines, NumberOfTime60-89DaysPastDueNotWorse, NumberOfDependents]',
        'columns:',
        '  RevolvingUtilizationOfUnsecuredLines: { kind: numeric }',
        '  DebtRatio: { kind: numeric, scale: robust }',
      ].join('\n'),
    );
    const { stderr } = await run('give-me-some-credit', 3000, plain, ['--backbone', 'logistic']);
    expect(stderr).toMatch(/RevolvingUtilizationOfUnsecuredLines.*scale: robust/);
    expect(stderr).not.toMatch(/"DebtRatio".*scale: robust/);
  }, 60_000);

  it('leaves out a column that is constant, or missing throughout, with a word', async () => {
    for (const housing of ['rent', '']) {
      const { code, stderr } = await run('loans', 300, schema('loans'), ['--backbone', 'logistic'], (text) =>
        text.replace(/,(rent|own|free),/g, `,${housing},`),
      );
      expect(stderr).toMatch(/housing/);
      expect(code).toBe(0);
    }
  }, 60_000);

  it('says that nothing was trained where rows of an outcome are too few', async () => {
    const { code, stderr } = await run('loans', 8, schema('loans'), ['--backbone', 'logistic']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/[Aa]t least \d+ rows of each/);
    expect(stderr).not.toMatch(/training|cells failed/);
  }, 60_000);

  it('does not call a student that had a finished teacher better than it', async () => {
    const { code, stdout } = await run('loans', 300, schema('loans'), []);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/not trained out/);
    const accuracy = Number(/Teacher: accuracy ([\d.]+) %/.exec(stdout)?.[1]);
    expect(accuracy).toBeGreaterThan(90);
  }, 60_000);
});
