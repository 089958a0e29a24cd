import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../cells/canonical-json.ts';
import { codePieces, codeVersionOf, piecesOf, type CodePieces } from '../../cells/code/code-version.ts';
import { namesIn } from '../../cells/code/names-in.ts';
import { labelOf } from '../../cells/label-of.ts';
import { plainRecipe } from '../../cells/plain-recipe.ts';
import { recipeOf } from '../../cells/recipe-of.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { exitCode, type ExitCode } from '../../command-line/exit-code.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { ownParts } from '../../plugins/parts.ts';
import { cellFileEnding } from '../../store/cell-store.ts';
import { readStoredCell } from '../../store/read-folder.ts';
import type { StoredCell } from '../../store/stored-cell.ts';

/** How a stored cell differs from what this code would compute. Plain data. */
export interface Why {
  readonly codeVersion: string;
  /** The version of what it runs of this code. */
  readonly now: string;
  /** Pieces of the code that differ, that it did not run, that it does not run any more; null where the cell does not say. */
  readonly pieces: {
    readonly changed: readonly string[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
  } | null;
  /** Whether its method's recipe is another one now; null where it is a plug-in's, which is not looked at. */
  readonly recipeChanged: boolean | null;
}

/**
 * What changed since a cell was computed.
 *
 * @param now the pieces of this code; default: those it was bundled from
 */
export function whyAnew(
  { code, recipe, cell: { settings, codeVersion } }: Pick<StoredCell, 'code' | 'recipe' | 'cell'>,
  now: CodePieces | undefined = codePieces,
): Why {
  const names = namesIn(settings);
  const own = now === undefined ? undefined : piecesOf(names, now);
  const known = Object.hasOwn(ownParts.method, settings.method);
  return {
    codeVersion,
    now: codeVersionOf(names, now),
    pieces: code === undefined || own === undefined ? null : differing(code, own),
    recipeChanged: known
      ? canonicalJson(plainRecipe(recipeOf(settings, ownParts))) !== canonicalJson(recipe)
      : null,
  };
}

function differing(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): Why['pieces'] {
  const [old, own] = [Object.keys(before), Object.keys(now)];
  return {
    changed: own.filter((piece) => Object.hasOwn(before, piece) && before[piece] !== now[piece]),
    added: own.filter((piece) => !Object.hasOwn(before, piece)),
    removed: old.filter((piece) => !Object.hasOwn(now, piece)),
  };
}

/**
 * `cfq status --why`: what of the code changed since cells were computed.
 *
 * @param asked the name of a cell's file, or how it begins
 * @throws UsageError where no cell of the folder is called so, or the folder cannot be read
 */
export function statusWhy(
  folder: string,
  { why: asked, json = false }: { readonly why: string; readonly json?: boolean },
  { stdout }: Terminal,
): ExitCode {
  const cells = stemsOf(folder, asked).map((stem) => {
    const stored = readStoredCell(join(folder, `${stem}${cellFileEnding.cell}`));
    return { stem, stored, why: whyAnew(stored) };
  });
  stdout.write(
    json
      ? `${JSON.stringify({ cells: cells.map(({ stem, why }) => ({ stem, ...why })) }, null, 2)}\n`
      : cells.map(({ stored: { cell }, why }) => text(labelOf(cell), why)).join(''),
  );
  return exitCode.success;
}

function stemsOf(folder: string, asked: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new UsageError(`status: must be a folder that can be read (${oneLine(error)}). Choose another.`);
  }
  const stems = names
    .filter((name) => name.endsWith(cellFileEnding.cell) && name.startsWith(asked))
    .map((name) => name.slice(0, -cellFileEnding.cell.length))
    .sort();
  if (stems.length > 0) return stems;
  throw new UsageError(
    `--why: must begin the name of a finished cell of ${folder} (got "${asked}"). ` +
      `They end in ${cellFileEnding.cell}.`,
  );
}

function text(label: string, { codeVersion, now, pieces, recipeChanged }: Why): string {
  if (codeVersion === now && recipeChanged !== true) {
    return `${label}: by this code (${now}); it would not be computed anew\n`;
  }
  const of = (what: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`  ${what}: ${list.join(', ')}`];
  const lines =
    pieces === null
      ? codeVersion === now
        ? []
        : ['  the cell does not say of which pieces its code was']
      : [
          ...of('changed', pieces.changed),
          ...of('new', pieces.added),
          ...of('not run any more', pieces.removed),
        ];
  return [
    `${label}: by code ${codeVersion}; this one would be ${now}`,
    ...lines,
    ...(recipeChanged === true ? ["  the method's recipe is another one"] : []),
    '',
  ].join('\n');
}
