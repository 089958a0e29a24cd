import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codePiecesOf } from '../../../code-pieces.build.ts';
import { jitImports } from '../../../jit-imports.build.ts';
import { partsNamedIn } from '../../../parts-named-in.build.ts';
import { sampleSettings } from '../../testing/sample-cell.ts';
import { codeVersionOf, piecesOf, type CodePieces } from './code-version.ts';
import { namesIn } from './names-in.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The pieces as if some files had been edited. */
const piecesWith = (edits: readonly (readonly [file: RegExp, change: (text: string) => string])[]) =>
  codePiecesOf({
    entry: 'src/cell-worker.ts',
    root,
    plugins: [jitImports],
    versions: { 'onnxruntime-node': '1.0.0' },
    read: (path) =>
      edits.reduce(
        (text, [file, change]) => (file.test(path) ? change(text) : text),
        readFileSync(path, 'utf8'),
      ),
  });

const differing = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((piece) => a[piece] !== b[piece]).sort();

describe('the pieces of the code', () => {
  it('change with what a cell runs, not with comments, what only reports, or parts that it does not run', async () => {
    const [own, edited] = await Promise.all([
      piecesWith([]),
      piecesWith([
        [/relative-cost-gaps\.ts$/, (text) => text.replace('- teacherCost[row]!)', '+ teacherCost[row]!)')],
        [/train-student\.ts$/, (text) => `// More is said here.\n${text}\n\n\n/** And there. */\n`],
        [/benchmark\/src\/tables\/result-tables\.ts$/, () => 'throw new Error("reached");'],
        [/solvers\/catalogue\.ts$/, (text) => text.replace(/.*face\.ts.*/, '')],
        [/methods\/dice\/dice\.ts$/, (text) => `${text}\nexport const another = 1;\n`],
      ]),
    ]);
    expect(differing(own.base, edited.base)).toEqual(['@cfq/metrics']);
    expect(differing(own.parts, edited.parts)).toEqual(['plugin/host', 'solver/dice', 'solver/face']);
    expect(own.base).toMatchObject({ 'onnxruntime-node': '1.0.0', '@tensorflow/tfjs-core': '4.22.0' });
    // Named by the code itself, whatever a cell asks for.
    expect(Object.keys(own.base).filter((piece) => /^[a-z]+\//.test(piece))).toEqual([
      'method/mixed-ptq',
      'solver/pgd',
    ]);
    const version = (method: string, solver: string | undefined, { parts }: CodePieces) =>
      codeVersionOf(namesIn(sampleSettings({ method, solver })), { base: own.base, parts });
    expect(version('cfq', undefined, edited)).toBe(version('cfq', undefined, own));
    expect(version('cfq', 'dice', edited)).not.toBe(version('cfq', 'dice', own));
    expect(version('mine/cfq', undefined, edited)).not.toBe(version('mine/cfq', undefined, own));
  }, 300_000);

  const pieces: CodePieces = {
    base: { '@cfq/jit': '0' },
    parts: {
      'dataset/german': '1',
      'method/lsq': '2',
      'quantizer/lsq': '3',
      'sensitivity/fisher': '4',
      'solver/dice': '5',
      'solver/linear': '6',
      'solver/slp': '7',
      'term/valid': '8',
      'plugin/host': '9',
    },
  };
  const runs = (changes: Parameters<typeof sampleSettings>[0]) =>
    Object.keys(piecesOf(namesIn(sampleSettings({ dataset: 'german', method: 'kd', ...changes })), pieces));
  const always = ['@cfq/jit', 'dataset/german', 'solver/linear', 'solver/slp'];
  it.each([
    ['nothing more', {}, []],
    ['parts of a name, whatever their kind', { method: 'lsq' }, ['method/lsq', 'quantizer/lsq']],
    ['a solver', { solver: 'dice' }, ['solver/dice']],
    ['a solver of training actions', { teacherActions: { solver: 'dice' } }, ['solver/dice']],
    ['what overrides name', { overrides: { terms: { valid: 2 } } }, ['term/valid']],
    ['every sensitivity', { diagnostics: { sensitivityRanks: { schedules: 3 } } }, ['sensitivity/fisher']],
    ["what a plug-in's part may import", { method: 'mine/kd' }, ['plugin/host']],
  ])('are, beside the base, %s', (_, changes, more) => {
    expect(runs(changes).sort()).toEqual([...always, ...more].sort());
  });
});

describe('partsNamedIn', () => {
  const all = ['method/kd', 'method/lsq', 'solver/pgd'];
  it.each([
    ['import { methods } from \'m\';\nmethods.lsq; methods["kd"];', ['method/lsq', 'method/kd']],
    ["import { datasets as known, solvers } from 'm';\nlook(solvers);", ['solver/pgd']],
    ["import { methods as all } from 'm';\nObject.values(all);", ['method/kd', 'method/lsq']],
    ["import { methods } from 'm';\nmethods.unheardOf;", ['method/kd', 'method/lsq']],
    ['const methods = {}; methods.lsq;', []],
    ["import { methods } from 'm';\nit.methods; submethods;", []],
  ])('finds what %j takes', (code, named) => {
    expect(partsNamedIn('packages/some.ts', code, all)).toEqual(named);
  });

  it('leaves lookups by the names of settings to the settings', () => {
    const lookup = "import { methods } from 'm';\nexport const own = { method: methods };";
    expect(partsNamedIn('apps/benchmark/src/plugins/parts.ts', lookup, all)).toEqual([]);
  });
});
