import { ExecutorError, ndarray } from '@cfq/jit';
import { denseNetwork } from '@cfq/network';
import { packNetwork } from '../packing/pack-network.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { runtimeSettings, type RuntimeSetting } from '../verifying/runtime-settings.ts';

/** How deployed files run, and their graphs exactly as they were written. */
const everySetting: readonly RuntimeSetting[] = [
  ...runtimeSettings,
  { runtime: 'native', optimization: 'disabled' },
];

/** Whether the native library is installed: it is optional, and WebAssembly is not. */
async function hasNative(): Promise<boolean> {
  const { bytes } = await packNetwork(denseNetwork([{ weight: [[1]] }]));
  try {
    await runPacked({ bytes, x: ndarray([1], [1, 1]) }, { runtime: 'native' });
    return true;
  } catch (error) {
    if (error instanceof ExecutorError) return false;
    throw error;
  }
}

let native: Promise<boolean> | undefined;

/** The settings that files can be run under where this runs. */
export async function settingsHere(): Promise<readonly RuntimeSetting[]> {
  native ??= hasNative();
  return (await native) ? everySetting : everySetting.filter(({ runtime }) => runtime === 'wasm');
}
