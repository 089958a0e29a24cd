import { tree, type ArrayTree } from '@cfq/jit';

/** 32-bit FNV-1a over bytes, from a given offset basis. */
function fnv1a(bytes: Uint8Array, basis: number): number {
  let hash = basis;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** JSON with keys in sorted order, so that equal records give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) return `number:${item}`;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/**
 * A key of what is inside arrays and of a plain settings record: 16 hexadecimal digits that are equal for equal
 * contents on every machine. Two FNV-1a hashes (public domain) of every leaf's path, shape and bytes.
 *
 * @param settings plain JSON data; numbers that JSON cannot hold are spelled out.
 */
export function contentKey(arrays: ArrayTree, settings: unknown): string {
  const { leaves, paths } = tree.flatten(arrays);
  const encoder = new TextEncoder();
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  const add = (bytes: Uint8Array): void => {
    low = fnv1a(bytes, low);
    high = fnv1a(bytes, high);
  };
  add(encoder.encode(canonicalJson(settings)));
  leaves.forEach(({ data, shape }, index) => {
    add(encoder.encode(`${paths[index]}:${shape.join('x')}`));
    add(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  });
  return [low, high].map((half) => half.toString(16).padStart(8, '0')).join('');
}
