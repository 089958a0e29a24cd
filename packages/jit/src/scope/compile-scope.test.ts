import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { borrowScope, byContent, createCompileScope, DisposedError, JitError } from '../index.ts';
import { asyncDisposeOf } from './async-dispose.ts';

const graph = () => ({ dispose: vi.fn(() => Promise.resolve()) });

/** Whether two parts of a key are the same, said in the plainest way. */
function same(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((part, index) => same(part, b[index]));
}

const objects = [{}, {}, () => 1, () => 1, new Float32Array(1)];
const primitives = fc.constantFrom<unknown>(0, -0, NaN, 1, '1', '', null, undefined, true, 'true', 1n);
const { key } = fc.letrec<{ key: unknown[]; part: unknown }>((tie) => ({
  key: fc.array(tie('part'), { maxLength: 3 }),
  part: fc.oneof({ maxDepth: 3 }, primitives, fc.constantFrom<unknown>(...objects), tie('key')),
}));

describe('createCompileScope', () => {
  it('compiles once a key: values by value, lists by content, objects by identity', async () => {
    await fc.assert(
      fc.asyncProperty(key, key, async (a, b) => {
        await using scope = createCompileScope();
        const [first, second] = [scope.compileOnce(a, graph), scope.compileOnce(b, graph)];
        expect(first === second).toBe(same(a, b));
        expect(scope.compileOnce(structuredCopy(a), graph)).toBe(first);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps a key apart from the keys it begins, and from what a list would swallow', async () => {
    await using scope = createCompileScope();
    const keys = [[], [1], [1, 2], [[1], 2], [[1, 2]], [[[1], 2]], [[], 1, 2], [[]]];
    expect(new Set(keys.map((one) => scope.compileOnce(one, graph))).size).toBe(keys.length);
  });

  it('shares a compilation under way, and forgets one that failed', async () => {
    await using scope = createCompileScope();
    const compile = vi.fn(() => Promise.resolve(graph()));
    const both = await Promise.all([scope.compileOnce(['a'], compile), scope.compileOnce(['a'], compile)]);
    expect(both[0]).toBe(both[1]);
    expect(compile).toHaveBeenCalledTimes(1);

    await expect(scope.compileOnce(['b'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const afterwards = graph();
    await expect(scope.compileOnce(['b'], () => Promise.resolve(afterwards))).resolves.toBe(afterwards);
    expect(() =>
      scope.compileOnce(['c'], () => {
        throw new Error('at once');
      }),
    ).toThrow('at once');
    const second = graph();
    expect(scope.compileOnce(['c'], () => second)).toBe(second);
  });

  it('frees everything once, what is still compiling included', async () => {
    const scope = createCompileScope();
    const [plain, late, function_] = [graph(), graph(), Object.assign(() => 1, graph())];
    scope.compileOnce([1], () => plain);
    void scope.compileOnce([2], () => new Promise<typeof late>((resolve) => setTimeout(resolve, 5, late)));
    scope.compileOnce([3], () => function_);
    scope.compileOnce([4], () => ({ nothing: 'to free' }));
    await Promise.all([scope.dispose(), scope.dispose()]);
    await scope.dispose();
    for (const one of [plain, late, function_]) expect(one.dispose).toHaveBeenCalledTimes(1);
  });

  it('refuses work after it was disposed', async () => {
    const scope = createCompileScope();
    scope.compileOnce([1], graph);
    await scope.dispose();
    expect(() => scope.compileOnce([1], graph)).toThrow(DisposedError);
  });

  it('frees the rest where something fails, and says so', async () => {
    const scope = createCompileScope();
    const kept = graph();
    const cause = new Error('stuck');
    scope.compileOnce([1], () => ({ dispose: () => Promise.reject(cause) }));
    scope.compileOnce([2], () => ({
      dispose: () => {
        throw new Error('stuck at once');
      },
    }));
    scope.compileOnce([3], () => kept);
    await expect(scope.dispose()).rejects.toThrow(/expected 3 of 3, got 1; first failure: Error: stuck/);
    await expect(scope.dispose()).rejects.toThrow(JitError);
    expect(kept.dispose).toHaveBeenCalledTimes(1);
  });
});

describe('borrowScope', () => {
  it("leaves the caller's scope alone and ends its own", async () => {
    const scope = createCompileScope();
    const borrowed = borrowScope(scope);
    const shared = borrowed.compileOnce(['a'], graph);
    await borrowed[Symbol.asyncDispose]();
    expect(shared.dispose).not.toHaveBeenCalled();
    expect(scope.compileOnce(['a'], graph)).toBe(shared);
    await scope.dispose();

    const own = borrowScope(undefined);
    const alone = own.compileOnce(['a'], graph);
    await own[Symbol.asyncDispose]();
    expect(alone.dispose).toHaveBeenCalledTimes(1);
  });
});

describe('asyncDisposeOf', () => {
  it("is the engine's symbol, or the one that compiled code falls back on", () => {
    expect(asyncDisposeOf(Symbol)).toBe(Symbol.asyncDispose);
    expect(asyncDisposeOf({})).toBe(Symbol.for('Symbol.asyncDispose'));
  });
});

describe('byContent', () => {
  it('compares plain data by content', async () => {
    await using scope = createCompileScope();
    const at = (value: unknown) => scope.compileOnce([byContent(value)], graph);
    expect(at({ norm: 'l1', weights: [1, NaN], gone: undefined })).toBe(
      at({ weights: [1, NaN], norm: 'l1' }),
    );
    const others = [
      { a: 1 },
      [['a', 1]],
      ['a', 1],
      { a: '1' },
      { a: [1] },
      { a: { b: 1 } },
      [],
      {},
      null,
      'record',
    ];
    expect(new Set(others.map(at)).size).toBe(others.length);
  });

  it('refuses what it would have to look into', () => {
    expect(() => byContent({ data: new Float32Array(2) })).toThrow('got a Float32Array');
  });
});

/** A key of the same content: lists are copied, everything else is itself. */
function structuredCopy(parts: readonly unknown[]): unknown[] {
  return parts.map((part) => (Array.isArray(part) ? structuredCopy(part) : part));
}
