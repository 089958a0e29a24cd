import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** As a page loads it: without Node. */
async function inPage() {
  vi.stubGlobal('process', Object.create(process, { getBuiltinModule: { value: undefined } }));
  vi.resetModules();
  return await import('./sha256.ts');
}

describe.each([
  ['in Node', () => import('./sha256.ts')],
  ['in a page', inPage],
])('hashes %s', (_, load) => {
  it('are those of OpenSSL, at every length about a block', async () => {
    const { sha256, hmacSha256 } = await load();
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 128, 1000]) {
      const bytes = Uint8Array.from({ length }, (__, at) => (31 * at + length) % 256);
      expect([...sha256(bytes)]).toEqual([...createHash('sha256').update(bytes).digest()]);
      const key = Uint8Array.from({ length: 16 + length }, (__, at) => (7 * at) % 256);
      expect([...hmacSha256(key, bytes)]).toEqual([...createHmac('sha256', key).update(bytes).digest()]);
    }
  });
});
