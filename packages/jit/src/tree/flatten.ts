import * as tf from '@tensorflow/tfjs-core';

import { LeafError } from '../errors/leaf-error.ts';
import { StructureError } from '../errors/structure-error.ts';
import type { NDArray } from '../arrays/ndarray.ts';
import type { Leaf } from './types.ts';

/** The nesting of a tree without its leaves. Record keys are in sorted order. */
export type TreeStructure =
  | { readonly kind: 'leaf' }
  | { readonly kind: 'list'; readonly items: readonly TreeStructure[] }
  | {
      readonly kind: 'record';
      readonly entries: readonly (readonly [key: string, structure: TreeStructure])[];
    };

/** A tree taken apart: leaves in a fixed order, the path of each, and the nesting to rebuild it. */
export interface FlatTree<L> {
  readonly leaves: L[];
  readonly paths: string[];
  readonly structure: TreeStructure;
}

const leaf: TreeStructure = { kind: 'leaf' };

/** Whether a value is an NDArray: a supported typed array beside a shape. */
function isNDArray(value: unknown): value is NDArray {
  if (typeof value !== 'object' || value === null || !('data' in value) || !('shape' in value)) return false;
  const { data, shape } = value;
  const typed = data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array;
  return typed && Array.isArray(shape);
}

function isLeaf(value: unknown): value is Leaf {
  return value instanceof tf.Tensor || isNDArray(value);
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') {
    const prototype: { readonly constructor?: { readonly name: string } } | null = Object.getPrototypeOf(
      value,
    ) as { readonly constructor?: { readonly name: string } } | null;
    return prototype?.constructor?.name ?? 'object';
  }
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' ? `${typeof value} ${value}` : typeof value;
}

/**
 * Takes a tree apart, depth first, list items in order and record keys sorted.
 *
 * @param tree Nested lists and records with tensors or NDArrays at the leaves.
 * @param path How error messages call the tree itself, for instance `argument 0`.
 * @throws LeafError when something that is neither a leaf, a list nor a plain record is found; names its path.
 */
export function flattenTree(tree: unknown, path = 'tree'): FlatTree<Leaf> {
  const leaves: Leaf[] = [];
  const paths: string[] = [];
  const walk = (value: unknown, at: string): TreeStructure => {
    if (isLeaf(value)) {
      leaves.push(value);
      paths.push(at);
      return leaf;
    }
    if (Array.isArray(value)) {
      return { kind: 'list', items: value.map((item: unknown, index) => walk(item, `${at}[${index}]`)) };
    }
    const prototype: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : 0;
    if (
      typeof value === 'object' &&
      value !== null &&
      (prototype === Object.prototype || prototype === null)
    ) {
      const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        kind: 'record',
        entries: entries.map(([key, item]): [string, TreeStructure] => [key, walk(item, `${at}.${key}`)]),
      };
    }
    throw new LeafError(
      `tree: every leaf must be an array or tensor (expected one at ${at}, got ${describe(value)}). ` +
        (value instanceof Promise
          ? 'A traced function is synchronous: do not make it async, and await outside.'
          : 'Wrap numbers with scalar(value) or ndarray(values, shape), and remove what is not data.'),
    );
  };
  const structure = walk(tree, path);
  return { leaves, paths, structure };
}

/** As `flattenTree`, for a tree that must hold tensors only. */
export function flattenTensors(tree: unknown, path = 'tree'): FlatTree<tf.Tensor> {
  const { leaves, paths, structure } = flattenTree(tree, path);
  const tensors = leaves.map((leaf, i) => {
    if (leaf instanceof tf.Tensor) return leaf;
    throw new LeafError(
      `tree: inside a jitted function every leaf is a tensor (expected one at ${paths[i]}, got an NDArray). ` +
        'Pass the array as an argument of the jitted function, or make a constant with tf.tensor(data, shape).',
    );
  });
  return { leaves: tensors, paths, structure };
}

/** As `flattenTree`, for a tree that must hold NDArrays only. */
export function flattenArrays(tree: unknown, path = 'tree'): FlatTree<NDArray> {
  const { leaves, paths, structure } = flattenTree(tree, path);
  const arrays = leaves.map((leaf, i) => {
    if (!(leaf instanceof tf.Tensor)) return leaf;
    throw new LeafError(
      `tree: a jitted function takes NDArrays (expected one at ${paths[i]}, got a tf.Tensor). ` +
        'Pass ndarray(values, shape); tensors exist only inside the jitted function.',
    );
  });
  return { leaves: arrays, paths, structure };
}

/**
 * Rebuilds a tree from leaves in the order of `flattenTree`.
 *
 * @throws StructureError when the number of leaves does not fit the structure.
 */
export function unflattenTree(structure: TreeStructure, leaves: readonly unknown[]): unknown {
  let next = 0;
  const build = (node: TreeStructure): unknown => {
    if (node.kind === 'leaf') return leaves[next++];
    if (node.kind === 'list') return node.items.map(build);
    return Object.fromEntries(node.entries.map(([key, child]) => [key, build(child)]));
  };
  const built = build(structure);
  if (next !== leaves.length) {
    throw new StructureError(
      `tree.unflatten: as many leaves as the structure holds (expected ${next}, got ${leaves.length}). ` +
        'Pass the leaves of a tree of the same structure.',
    );
  }
  return built;
}

/** One text per structure, equal exactly when the structures are equal; keys are quoted. */
export function structureText(structure: TreeStructure): string {
  if (structure.kind === 'leaf') return '*';
  if (structure.kind === 'list') return `[${structure.items.map(structureText).join(',')}]`;
  return `{${structure.entries.map(([key, child]) => `${JSON.stringify(key)}:${structureText(child)}`).join(',')}}`;
}
