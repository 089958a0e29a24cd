import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Jiti } from 'jiti';
import { PluginError } from './plugin-error.ts';

/** Where a plug-in stands and what its parts are called after. */
export interface PluginPlace {
  /** As it was asked for. */
  readonly asked: string;
  /** Folder that it was asked for in. */
  readonly folder: string;
  /** Its entry, an absolute path. */
  readonly entry: string;
  /** What stands before the `/` in the names of its parts. */
  readonly namespace: string;
}

const codeEndings: readonly string[] = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
const namespacePattern = /^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/i;

/**
 * Finds a plug-in: a file, or an installed package by its name.
 *
 * @param asked a path, relative to `folder` or absolute, or the name of a package installed there or above
 * @throws PluginError where there is none, or its name cannot stand before the names of parts
 */
export function pluginPlace(asked: string, folder: string, jiti: Pick<Jiti, 'esmResolve'>): PluginPlace {
  const isFile =
    /^(\.{1,2}[\\/]|file:)/.test(asked) || isAbsolute(asked) || codeEndings.includes(extname(asked));
  return isFile ? filePlace(asked, folder) : packagePlace(asked, folder, jiti);
}

function filePlace(asked: string, folder: string): PluginPlace {
  const entry = resolve(folder, asked.startsWith('file:') ? fileURLToPath(asked) : asked);
  if (!existsSync(entry)) {
    throw new PluginError(
      `--plugin: there is no file "${asked}" (expected a module in ${folder}). Correct the path.`,
    );
  }
  return { asked, folder, entry, namespace: checked(asked, basename(entry, extname(entry))) };
}

function packagePlace(asked: string, folder: string, jiti: Pick<Jiti, 'esmResolve'>): PluginPlace {
  const found = jiti.esmResolve(asked, {
    parentURL: pathToFileURL(join(folder, 'plugin.js')).href,
    try: true,
  });
  if (found === undefined) {
    throw new PluginError(
      `--plugin: "${asked}" is not installed (expected a package that ${folder} can import, or a path that begins ` +
        'with ./). Install it, or correct the name.',
    );
  }
  return {
    asked,
    folder,
    entry: found.startsWith('file:') ? fileURLToPath(found) : found,
    namespace: checked(asked, asked),
  };
}

function checked(asked: string, namespace: string): string {
  if (namespacePattern.test(namespace)) return namespace;
  throw new PluginError(
    `--plugin: parts are called after the plug-in (expected letters, digits, ".", "_" and "-", got "${namespace}" of ` +
      `"${asked}"). Rename it.`,
  );
}

/** What a file is called wherever its plug-in stands: `name@version/path` within a package, else relative to the entry. */
export function sourceName(file: string, entry: string): string {
  const parts = file.split(/[\\/]/);
  const inside = parts.lastIndexOf('node_modules');
  if (inside < 0) return relativeName(dirname(entry).split(/[\\/]/), parts);
  const own = parts[inside + 1]?.startsWith('@') ? inside + 3 : inside + 2;
  const { name, version } = JSON.parse(
    readFileSync([...parts.slice(0, own), 'package.json'].join('/'), 'utf8'),
  ) as Readonly<Record<string, unknown>>;
  return [`${String(name)}@${String(version)}`, ...parts.slice(own)].join('/');
}

function relativeName(from: readonly string[], to: readonly string[]): string {
  const common = to.findIndex((part, index) => part !== from[index]);
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}
