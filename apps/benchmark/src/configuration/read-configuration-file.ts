import { decodeText, parseYaml } from '@cfq/datasets';
import { issueWords } from '@cfq/parts';
import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { isPolicyFile } from './asked-actions.ts';
import type { CommandSettings, PlacedValue, SettingsLayer } from './command-settings.ts';
import { issueText, unknownKeyText } from './issue-text.ts';
import { mapTexts } from './map-texts.ts';
import { overlay } from './overlay.ts';
import { repeatedIn } from './repeated-in.ts';
import { listOf } from './setting-schemas.ts';
import { yamlPlaces, type YamlPlaces } from './yaml-places.ts';
import { readGivenFile } from './read-given-file.ts';

/** Files that include one another, the outermost first. */
const deepest = 10;

/** So many problems of a file are told at once. */
const mostTold = 20;

const includeSchema = listOf(z.string().min(1)).optional();

/** A file that is being read and those that led to it, with what to call it in errors. */
interface Inclusion {
  readonly file: string;
  /** Where the file was asked for, for errors. */
  readonly asked: string;
  readonly above: readonly string[];
}

/**
 * Reads a configuration file, YAML or JSON, and what it includes: a later file of the list counts more than an earlier
 * one, the including file more than all of them. Paths in a file are relative to it.
 *
 * @throws UsageError naming file, line and key for whatever is wrong: no YAML, an unknown key with the nearest known
 * one, a value that cannot be used, a file that cannot be read, that includes itself, or stands too deep
 */
export function readConfigurationFile(file: string, settings: CommandSettings): SettingsLayer {
  return readLayer({ file, asked: '--config', above: [] }, settings);
}

function readLayer(inclusion: Inclusion, settings: CommandSettings): SettingsLayer {
  const { file, above } = inclusion;
  const { content, places } = parseFile(inclusion);
  const given = z.record(z.string(), z.unknown()).safeParse(content ?? {});
  if (!given.success) throw problem(file, 1, 'must be a map of settings, as in "methods: [lsq, cfq]".');
  const { include, ...own } = given.data;
  const chain = [...above, realpathSync(file)];
  const base = includedFiles(file, include, places).map(({ path, line }) =>
    readLayer({ file: path, asked: `${file}:${line}: include`, above: chain }, settings),
  );
  const layer = checkedLayer(file, own, places, settings);
  return [...base, layer].reduce((below, one) => overlay(below, one, settings));
}

function parseFile({ file, asked, above }: Inclusion): { content: unknown; places: YamlPlaces } {
  let bytes: Uint8Array;
  let real: string;
  try {
    bytes = readGivenFile(file);
    real = realpathSync(file);
  } catch (error) {
    throw new UsageError(`${asked}: cannot read "${file}" (${oneLine(error)}). Correct the path.`);
  }
  if (above.includes(real)) {
    throw new UsageError(
      `${asked}: files include one another in a circle (${[...above, real].join(' → ')}). Remove one.`,
    );
  }
  if (above.length >= deepest) {
    throw new UsageError(`${asked}: at most ${deepest} files include one another. Put some together.`);
  }
  let text: string;
  try {
    text = decodeText(bytes, { caller: asked, file });
  } catch (error) {
    throw new UsageError(oneLine(error), { cause: error });
  }
  const parsed = parseYaml(text);
  const { document, fault } = parsed;
  if (fault !== undefined) throw problem(file, fault.line, `${fault.problem}.`);
  try {
    return { content: document.toJS(), places: yamlPlaces(parsed) };
  } catch (error) {
    const text = error instanceof RangeError ? 'values are nested too deeply' : oneLine(error);
    throw problem(file, 1, `${text}.`);
  }
}

function includedFiles(
  file: string,
  include: unknown,
  places: YamlPlaces,
): { readonly path: string; readonly line: number }[] {
  const names = includeSchema.safeParse(include);
  const lineOf = (place: number) => places.valueLine(['include', place]);
  if (!names.success) throw problem(file, lineOf(0), `include: must be a file or a list of files.`);
  return (names.data ?? []).map((name, place) => {
    if (isAbsolute(name)) {
      throw problem(file, lineOf(place), `include: must be relative to this file (got "${name}").`);
    }
    return { path: join(dirname(file), name), line: lineOf(place) };
  });
}

/** Every setting of one file by itself, so that an error names the file it stands in. */
function checkedLayer(
  file: string,
  given: Readonly<Record<string, unknown>>,
  places: YamlPlaces,
  settings: CommandSettings,
): SettingsLayer {
  const { shape, paths, namesOrPaths = [], modules } = settings;
  const layer = new Map<string, PlacedValue>();
  const problems: { readonly line: number; readonly text: string }[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(shape, key)) {
      const text = unknownKeyText(key, [...Object.keys(shape), 'include']);
      problems.push({ line: places.keyLine([], key), text });
      continue;
    }
    const parsed = z.safeParse(shape[key]!, value, { error: issueWords });
    if (parsed.success) {
      const name = `${file}:${places.keyLine([], key)}: ${key}`;
      const from = dirname(file);
      let placed: unknown = parsed.data;
      if (paths.includes(key)) placed = mapTexts(placed, (path) => fileFrom(from, path));
      if (namesOrPaths.includes(key)) {
        placed = mapTexts(placed, (text) => (isPolicyFile(text) ? fileFrom(from, text) : text));
      }
      if (modules.includes(key)) placed = mapTexts(placed, (module) => moduleFrom(from, module));
      const repeated = repeatedIn(settings.flags[key]?.items?.(value));
      layer.set(key, { value: placed, name, repeated });
    } else {
      for (const issue of parsed.error.issues) {
        const text = `${key}: ${issueText(issue, value)}`;
        problems.push({ line: places.valueLine([key, ...issue.path]), text });
      }
    }
  }
  problems.sort((a, b) => a.line - b.line);
  if (problems.length > 0) {
    const told = problems.slice(0, mostTold).map(({ line, text }) => `${file}:${line}: ${text}`);
    const more = problems.length > mostTold ? [`And ${problems.length - mostTold} more like these.`] : [];
    throw new UsageError([...told, ...more].join(' '));
  }
  return layer;
}

function problem(file: string, line: number, text: string): UsageError {
  return new UsageError(`${file}:${line}: ${text}`);
}

function fileFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** A relative module stays recognisable as one: a name without a dot in front is that of a package. */
function moduleFrom(folder: string, module: string): string {
  if (!/^\.{1,2}[\\/]/.test(module) || isAbsolute(folder)) {
    return module.startsWith('.') ? join(folder, module) : module;
  }
  const joined = join(folder, module);
  return joined.startsWith('..') ? joined : `./${joined}`;
}
