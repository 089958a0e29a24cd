import { datasets } from '@cfq/datasets';
import { methods } from '@cfq/training';
import { describe, expect, it } from 'vitest';
import { assertSettings } from '../cells/assert-settings.ts';
import { cellSettingsSchema, type CellSettings } from '../cells/cell-settings.ts';
import { grouped } from '../cells/grouped.ts';
import { contentHash } from '../cells/content-hash.ts';
import { ownParts } from '../plugins/parts.ts';
import { families } from './families.ts';
import { quantizerMethods } from './quantizer-methods.ts';
import type { FamilyOptions } from './family.ts';

const whole = { quick: false };
const quick = { quick: true };
const hashes = (settings: readonly CellSettings[]) => settings.map((one) => contentHash(one));
const seedsOf = (settings: readonly CellSettings[]) => [...new Set(settings.map(({ seed }) => seed))];
const methodsOf = (settings: readonly CellSettings[]) => [...new Set(settings.map(({ method }) => method))];

/** The compared methods of CFQ §5 and §6. */
const paperMethods = [
  ...['fp32', 'lsq', 'pact', 'mixedprec', 'cfq', 'cfq-uniform', 'cfq-match', 'cfq-hinge', 'ptq4', 'ptq8'],
  ...['mixed-ptq', 'cf-ptq', 'cf-ptq-sensitivity', 'r-margin', 'r-consistency', 'prune-quant', 'kd-quant'],
];

describe.each(Object.entries(families))('the family %s', (name, family) => {
  it('goes by its name and says what it answers', () => {
    expect(family.name).toBe(name);
    for (const text of [family.title, family.description, family.source, family.quickly]) {
      expect(text).toMatch(/^\S.*\S$/);
    }
  });

  it.each([
    ['whole', whole],
    ['quick', quick],
  ])('plans cells that can be run, each once: %s', (_, options) => {
    const settings = family.settings(options);
    assertSettings(settings, ownParts);
    for (const one of settings) expect(cellSettingsSchema.parse(one)).toEqual(one);
    expect(new Set(hashes(settings)).size).toBe(settings.length);
    expect(settings.length).toBeGreaterThan(0);
  });

  it('is the same whenever it is expanded', () => {
    expect(family.settings(whole)).toEqual(family.settings(whole));
  });

  it('covers five seeds, and is much smaller when quick', () => {
    const settings = family.settings(whole);
    expect(seedsOf(settings)).toEqual([0, 1, 2, 3, 4]);
    expect(family.settings(quick).length).toBeLessThan(settings.length / 5);
    expect(new Set(family.settings(quick).map(({ dataset }) => dataset)).size).toBe(1);
  });

  it('keeps to the seeds and datasets asked for, quick or not', () => {
    for (const options of [whole, quick]) {
      const some = family.settings({ ...options, seeds: [7, 9], datasets: ['synthetic-linear'] });
      expect(seedsOf(some)).toEqual([7, 9]);
      expect(new Set(some.map(({ dataset }) => dataset))).toEqual(new Set(['synthetic-linear']));
      const one = family.settings({ ...options, seeds: [7], datasets: ['synthetic-linear'] });
      expect(some).toHaveLength(2 * one.length);
    }
  });

  it('evaluates test rows at the four margins of the protocol', () => {
    for (const { rows, margins } of family.settings(whole)) {
      expect([rows, margins]).toEqual(['test', [0, 0.2, 0.4, 0.8]]);
    }
  });

  // The family of teachers is about what this rules out everywhere else.
  it.skipIf(name === 'teachers')('trains the teacher of all methods alike under one circumstance', () => {
    const teachers = new Map<string, Set<string>>();
    for (const { dataset, seed, backbone, teacherOptions } of family.settings(whole)) {
      const key = [dataset, seed, backbone].join();
      teachers.set(key, (teachers.get(key) ?? new Set()).add(contentHash(teacherOptions)));
    }
    for (const options of teachers.values()) expect(options.size).toBe(1);
  });
});

describe('what people may do', () => {
  const policies = (name: keyof typeof families, options: FamilyOptions = whole) => [
    ...new Set(families[name].settings(options).map(({ actions }) => actions)),
  ];

  it('is both policies in the main tables, what they could do first, quick or not', () => {
    for (const name of ['main', 'extended'] as const) {
      expect(policies(name)).toEqual(['actionable', 'literature']);
      expect(policies(name, { quick: true })).toEqual(['actionable', 'literature']);
    }
  });

  it('is the literature’s where methods are compared, and says why', () => {
    const others = Object.values(families).filter(({ name }) => !['main', 'extended'].includes(name));
    for (const { name, description } of others) {
      expect(policies(name)).toEqual(['literature']);
      expect(description).toMatch(/literature.*since actionable leaves few people with recourse/);
    }
  });

  it('is what the options say, and so are threshold, class weights and teacher', () => {
    const settings = families.main.settings({
      ...{
        quick: true,
        actions: ['schema'],
        threshold: 'f1',
        classWeights: 'balanced',
        teacher: { epochs: 3 },
      },
    });
    for (const { actions, decision, classWeights, teacherOptions } of settings) {
      expect([actions, decision, classWeights, teacherOptions]).toEqual([
        'schema',
        'f1',
        'balanced',
        { epochs: 3 },
      ]);
    }
  });
});

describe('the family of teachers', () => {
  it('asks each teacher of every method, and at which bits it is kept', () => {
    const settings = families.teachers.settings({ ...whole, datasets: ['german'], seeds: [0] });
    const teachers = grouped(settings, ({ backbone, teacherOptions }) => [
      backbone,
      contentHash(teacherOptions),
    ]);
    expect(teachers).toHaveLength(12);
    for (const cells of teachers) {
      expect(methodsOf(cells)).toEqual(expect.arrayContaining(['kd-long', 'kd-fresh', 'cfq-faithful']));
      const own = cells.filter(({ method }) => method === 'cfq-faithful');
      expect(own.map(({ budgetBits }) => budgetBits)).toEqual([3, 4, 5, 6, 8]);
      expect(own.filter(({ diagnostics: { roughness } }) => roughness !== undefined)).toHaveLength(1);
    }
  });
});

describe('the methods of quantizers', () => {
  const compared = quantizerMethods();

  it('are those that differ in how they quantize', () => {
    expect(compared).toEqual(
      expect.arrayContaining(['lsq', 'lsq-plus', 'dorefa', 'pact', 'ptq4', 'ptq-aciq', 'ptq-gptq']),
    );
    const others = ['fp32', 'ptq8', 'kd', 'kd-quant', 'mixed-ptq', 'mixedprec', 'r-margin', 'cf-ptq', 'cfq'];
    expect(others.filter((name) => compared.includes(name))).toEqual([]);
  });

  it('are run at two, three and four bits where they can be', () => {
    const budgets = (name: string) => [
      ...new Set(
        families.quantizers
          .settings(whole)
          .flatMap(({ method, budgetBits }) => (method === name ? [budgetBits] : [])),
      ),
    ];
    expect(budgets('dorefa')).toEqual([2, 3, 4]);
    expect(budgets('ptq4')).toEqual([4]);
  });
});

describe('the family without retraining', () => {
  it('has quantizers that retrain beside it, each also among the quantizers at 4 bits', () => {
    const beside = ['dorefa', 'lsq-plus', 'ewgs', 'deep-compression'];
    const own = families.ptq.settings(whole);
    expect(methodsOf(own)).toEqual(expect.arrayContaining([...beside, 'cfq-faithful', 'cf-ptq-faithful']));
    const quantizers = new Set(hashes(families.quantizers.settings(whole)));
    const shared = own.filter((one) => beside.includes(one.method) && quantizers.has(contentHash(one)));
    expect(shared).toHaveLength(beside.length * 3 * 5);
    for (const name of [...beside, 'cfq-faithful']) expect(families.ptq.description).toContain(name);
  });
});

describe('the families together', () => {
  const all = Object.values(families).flatMap((family) => family.settings(whole));

  it('run every method of the paper and every one of ours, on five datasets', () => {
    const run = new Set<string>(methodsOf(all));
    expect(paperMethods.filter((name) => !run.has(name))).toEqual([]);
    expect(['cfq-faithful', 'cf-ptq-faithful'].filter((name) => !run.has(name))).toEqual([]);
    expect(Object.keys(methods)).toEqual(expect.arrayContaining([...run]));
    const names = new Set(all.map(({ dataset }) => dataset));
    expect(names).toEqual(new Set(['german', 'compas', 'adult', 'bank', 'credit-default']));
    expect(Object.keys(datasets)).toEqual(expect.arrayContaining([...names]));
  });

  it('share cells, so that all of them cost less than their sum', () => {
    const distinct = new Set(hashes(all)).size;
    expect(distinct).toBeLessThan(0.95 * all.length);
    const main = new Set(hashes(families.main.settings(whole)));
    for (const name of [
      'ablations',
      'budget-curves',
      'baselines',
      'ptq',
      'teacher-quality',
      'runtime',
    ] as const) {
      expect(hashes(families[name].settings(whole)).some((hash) => main.has(hash))).toBe(true);
    }
  });

  it('count what their levels multiply to', () => {
    const cells = (name: keyof typeof families) => families[name].settings(whole).length;
    expect(cells('main')).toBe(3 * 5 * 2 * 8);
    expect(cells('extended')).toBe(2 * 5 * 2 * 8);
    expect(cells('ablations')).toBe(3 * 5 * 15);
    expect(cells('budget-curves')).toBe(3 * 5 * 5 * 7);
    expect(cells('backbones-costs')).toBe(3 * 5 * 3 * 3 * 4);
    expect(cells('teacher-quality')).toBe(3 * 5 * 2 * (1 + 5 + 3));
    expect(cells('theory')).toBe(3 * 5 * (4 * 4 + 1));
  });

  it('plan methods that settle their own bits at these bits', () => {
    for (const { method, budgetBits } of all) {
      if (method === 'fp32' || method === 'retrained') expect(budgetBits).toBe(32);
      if (method === 'ptq8') expect(budgetBits).toBe(8);
      if (method === 'ptq4') expect(budgetBits).toBe(4);
    }
  });
});
