import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cellFileStem } from '../../cells/cell-specification.ts';
import { codeVersionOf, piecesOf, type CodePieces } from '../../cells/code/code-version.ts';
import { namesIn } from '../../cells/code/names-in.ts';
import { plainRecipe } from '../../cells/plain-recipe.ts';
import { recipeOf } from '../../cells/recipe-of.ts';
import { ownParts } from '../../plugins/parts.ts';
import { openCellStore } from '../../store/cell-store.ts';
import { readFolder } from '../../store/read-folder.ts';
import { sampleCell, sampleSettings, sampleSpecification } from '../../testing/sample-cell.ts';
import { statusWhy, whyAnew } from './why.ts';

const settings = sampleSettings();
const recipe = plainRecipe(recipeOf(settings, ownParts));
const before: CodePieces = {
  base: { '@cfq/jit': 'a', zod: '4.0.0' },
  parts: { 'method/lsq': 'b', 'method/kd': 'c', 'solver/slp': 'd' },
};
const stored = {
  code: piecesOf(namesIn(settings), before),
  recipe,
  cell: sampleCell({ settings, codeVersion: codeVersionOf(namesIn(settings), before) }),
};

describe('whyAnew', () => {
  it('names the pieces that differ, and no part that the cell does not run', () => {
    const now: CodePieces = {
      base: { '@cfq/jit': 'a', yaml: '2.0.0' },
      parts: { 'method/lsq': 'x', 'method/kd': 'y', 'solver/slp': 'd' },
    };
    const why = whyAnew(stored, now);
    expect(why.now).not.toBe(why.codeVersion);
    expect(why.pieces).toEqual({ changed: ['method/lsq'], added: ['yaml'], removed: ['zod'] });
    expect(why.recipeChanged).toBe(false);
  });

  it('says that nothing does where a part changed that the cell does not run', () => {
    const now = { ...before, parts: { ...before.parts, 'method/kd': 'z', 'method/new': 'n' } };
    const why = whyAnew(stored, now);
    expect(why.now).toBe(why.codeVersion);
    expect(why.pieces).toEqual({ changed: [], added: [], removed: [] });
  });

  it('says what it cannot know', () => {
    expect(whyAnew({ ...stored, code: undefined }, before).pieces).toBeNull();
    const other = sampleCell({ settings: sampleSettings({ method: 'mine/lsq' }) });
    expect(whyAnew({ ...stored, cell: other }, before).recipeChanged).toBeNull();
    expect(whyAnew({ ...stored, recipe: {} }, before).recipeChanged).toBe(true);
  });
});

describe('cfq status --why', () => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'cfq-why-'));
    onTestFinished(() => rmSync(made, { recursive: true, force: true }));
    return made;
  };
  const ask = (out: string, why: string, json = false) => {
    let said = '';
    const stdout = { write: (text: string) => ((said += text), true) };
    statusWhy(out, { why, json }, { stdout } as unknown as Parameters<typeof statusWhy>[2]);
    return said;
  };

  it('answers for every cell whose file begins so, and refuses what none does', () => {
    const out = folder();
    const store = openCellStore(out);
    for (const seed of [0, 1]) {
      const specification = sampleSpecification({ settings: sampleSettings({ seed }), recipe });
      store.write(specification, sampleCell({ settings: specification.settings, seed, codeVersion: 'c0de' }));
    }
    expect(readFolder(out).damaged).toEqual([]);
    const stem = cellFileStem(sampleSpecification({ settings: sampleSettings({ seed: 1 }), recipe }));
    expect(ask(out, stem)).toMatch(/by code c0de; this one would be source\n.*does not say/);
    expect(JSON.parse(ask(out, 'synthetic-lsq', true))).toMatchObject({
      cells: [{ codeVersion: 'c0de' }, { stem, recipeChanged: false }],
    });
    expect(() => ask(out, 'adult')).toThrow('--why: must begin the name of a finished cell');
  });
});
