import type { LayersModelArtifacts, WeightSpec } from '@cfq/network';
import { z } from 'zod';
import { ModelsError } from '../models-error.ts';
import { fileLimit, readBounded } from './read-bounded.ts';

/** Largest `model.json`, 64 MiB. */
const topologyLimit = 64 * 2 ** 20;

/** Most files of weights. */
const mostShards = 10_000;

function modelJson() {
  const weight = z.looseObject({ name: z.string(), shape: z.array(z.int().min(0)), dtype: z.string() });
  const group = z.looseObject({ paths: z.array(z.string()).max(mostShards), weights: z.array(weight) });
  return z.looseObject({
    format: z.string().optional(),
    modelTopology: z.unknown(),
    weightsManifest: z.array(group),
  });
}

/** What was read of a folder. */
export interface ReadFolder {
  /** `model.json` and behind it the weights. */
  readonly bytes: Uint8Array;
  readonly layers: LayersModelArtifacts;
}

/**
 * Reads a LayersModel of TensorFlow.js: `model.json` and the files of weights beside it, which it names.
 *
 * @throws ModelsError where one cannot be read, `model.json` is none of a LayersModel, a file lies outside of the folder,
 *   or all of them are too large.
 */
export async function readLayersFolder(folder: string): Promise<ReadFolder> {
  const paths = await import('node:path');
  const path = paths.join(folder, 'model.json');
  const json = await readBounded(path, topologyLimit);
  const refuse = (expected: string, got: string): never => {
    throw new ModelsError(
      `readModelFile: ${path}: the folder holds a LayersModel (expected ${expected}, got ${got}). Save it by model.save, or ` +
        'convert the model to ONNX.',
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return refuse('JSON', 'something else');
  }
  const result = modelJson().safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    return refuse(`modelTopology and weightsManifest`, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { format, modelTopology, weightsManifest } = result.data;
  if (format !== undefined && format !== 'layers-model') refuse('format layers-model', format);
  const shards: Uint8Array[] = [];
  let left = fileLimit;
  for (const shard of weightsManifest.flatMap((group) => group.paths)) {
    const bytes = await readBounded(await within(folder, shard), left);
    left -= bytes.length;
    shards.push(bytes);
  }
  const weights: WeightSpec[] = weightsManifest.flatMap((group) => group.weights);
  const all = new Uint8Array([json, ...shards].reduce((sum, { length }) => sum + length, 0));
  [json, ...shards].reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return { bytes: all, layers: { modelTopology, weightsManifest: [{ weights }], weightData: shards } };
}

/** The path of a file that lies within the folder, links followed. */
async function within(folder: string, file: string): Promise<string> {
  const [{ realpath }, paths] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  const leaves = (root: string, path: string) => {
    const way = paths.relative(root, path);
    return way === '..' || way.startsWith(`..${paths.sep}`) || paths.isAbsolute(way);
  };
  const path = paths.join(folder, file);
  const refuse = (): never => {
    throw new ModelsError(
      `readModelFile: ${folder}: weights lie beside model.json (expected files within the folder, got ` +
        `${JSON.stringify(file.slice(0, 80))}). Put them there.`,
    );
  };
  if (file.includes('\0') || paths.isAbsolute(file) || leaves(folder, path)) refuse();
  const [root, real] = await Promise.all([realpath(folder), realpath(path).catch(() => null)]);
  if (real === null) return path;
  if (leaves(root, real)) refuse();
  return real;
}
