import { expect, it } from 'vitest';

import { chromiumPath, inChromium } from './testing/browser-step/in-chromium.ts';
import { stepTime } from './testing/browser-step/step-time.ts';

if (chromiumPath === undefined) process.stderr.write('SKIPPED: jit in a browser; no Chromium was found\n');

it.skipIf(chromiumPath === undefined)(
  'in a browser, as Vite builds it, training gives what WebAssembly gives in Node, with the small WebAssembly file alone',
  async () => {
    const inNode = await stepTime(1, { runtime: () => import('onnxruntime-web') });
    const { time, wasm } = await inChromium(chromiumPath!, 1);
    expect(time.engine).toBe('executor: ONNX Runtime, compiled (onnxruntime-web: outside Node)');
    expect(time.loss).toBeCloseTo(inNode.loss, 6);
    expect(wasm).toHaveLength(1);
    expect(wasm[0]).toMatch(/^ort-wasm-simd-threaded-[\w-]+\.wasm$/);
  },
  300_000,
);
