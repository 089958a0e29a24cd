import { createCompileScope, type CompileScope } from '@cfq/jit';
import { describe, expect, it } from 'vitest';

import { RecourseError } from '../recourse-error.ts';
import { denseParameters } from '../testing/dense-network.ts';
import { defineSolver } from './define-solver.ts';
import { slp } from './slp.ts';
import { problem } from './testing/small-problem.ts';

const network = denseParameters([12, 16, 8, 2], 5);
const seen: object[] = [];
const still = {
  name: 'standing-still',
  description: 'proposes nothing',
  source: 'nobody',
  needs: 'margin' as const,
  options: { attempts: { least: 1, integer: true }, way: { oneOf: ['up', 'down'] } },
  defaults: { attempts: 3, way: 'up' },
  presets: { eager: { attempts: 9, way: 'down' } },
  search: (_: unknown, __: unknown, settings: { readonly attempts: number; readonly way: string }) => {
    seen.push(settings);
    return Promise.resolve();
  },
};

describe('defineSolver', () => {
  it('hands settings over: what is stated, else the preset, else the defaults', async () => {
    const solver = defineSolver(still);
    await solver.solve({ ...problem(network), options: {} });
    await solver.solve({ ...problem(network), options: { preset: 'eager', attempts: 4, way: undefined } });
    expect(seen).toEqual([
      { attempts: 3, way: 'up' },
      { attempts: 4, way: 'down' },
    ]);
  });

  it.each([
    [{ way: 'sideways' }, /standing-still.solve: the way is known \(expected up, down, got sideways\)/],
    [{ attempts: 1.5 }, /attempts is in range \(expected an integer ≥ 1, got 1.5\)/],
    [{ preset: 'lazy' }, /the preset is known \(expected eager, got lazy\)/],
    [{ executor: 'gpu' }, /the executor is known/],
    [
      { slack: 1 },
      /options are known \(expected chunk, deadline, marginTolerance, executor, asPublished, preset/,
    ],
  ])('refuses the options %o', async (options, message) => {
    const solver = defineSolver(still);
    await expect(solver.solve({ ...problem(network), options: options as object })).rejects.toThrow(message);
  });

  it.each([
    [{ name: 'Standing Still' }, /name of "Standing Still" must be a kebab-case name/],
    [{ needs: 'slopes' }, /needs of "standing-still" must be one of gradient, margin/],
    [{ search: undefined }, /search .* must be a function/],
    [{ settle: () => ({}) }, /unknown field "settle"/],
    [{ defaults: { attempts: 3 } }, /one value an option \(expected attempts, way, got attempts\)/],
    [{ presets: { eager: {} } }, /eager of "standing-still"/],
  ])('refuses a definition with %o', (change, message) => {
    expect(() => defineSolver({ ...still, ...change } as typeof still)).toThrow(RecourseError);
    expect(() => defineSolver({ ...still, ...change } as typeof still)).toThrow(message);
  });

  it('refuses a target that is no class', async () => {
    const { model } = problem(network);
    for (const target of [2, -1, 0.5]) {
      const given = problem(network, { model: { ...model, target } as typeof model });
      await expect(slp.solve(given)).rejects.toThrow(/the target is a class of the model/);
    }
  });

  it('compiles once a scope', async () => {
    const inner = createCompileScope();
    let compiled = 0;
    const scope: CompileScope = {
      ...inner,
      compileOnce: (key, compile) =>
        inner.compileOnce(key, () => {
          compiled += 1;
          return compile();
        }),
    };
    const first = await slp.solve(problem(network, { scope }));
    const other = denseParameters([12, 16, 8, 2], 6);
    await slp.solve(problem(other, { scope }));
    expect(compiled).toBe(1);
    expect(await slp.solve(problem(network))).toEqual(first);
    await inner.dispose();
  });
});
