import type { InferenceSession, Tensor } from 'onnxruntime-common';

import { ExecutorError } from '../errors/executor-error.ts';
import { turnTelemetryOff } from './turn-telemetry-off.ts';

/** The part of ONNX Runtime's API that is used; onnxruntime-node, -web and -react-native all have it. */
export interface OnnxRuntime {
  readonly InferenceSession: Pick<typeof InferenceSession, 'create'>;
  readonly Tensor: typeof Tensor;
}

/** Gives the ONNX Runtime to use, for instance `() => import('onnxruntime-web/webgpu')`. */
export type RuntimeFactory = () => Promise<OnnxRuntime>;

/** Where an ONNX Runtime came from. */
export interface LoadedRuntime {
  readonly runtime: OnnxRuntime;
  readonly name: string;
  readonly reason: string;
}

/** The first line of what went wrong. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}

/** An imported CommonJS package has its exports on the module or on its default, depending on the loader. */
type Imported = OnnxRuntime & { readonly default?: OnnxRuntime };

function unwrap(module: Imported): OnnxRuntime {
  return module.default ?? module;
}

/** The engines of ONNX Runtime: its native library (Node only) or WebAssembly (anywhere). */
export type RuntimeKind = 'native' | 'wasm';

/** What Node loads. In variables, so that bundlers for browsers follow neither. */
const nodePackages: Readonly<Record<RuntimeKind, string>> = {
  native: 'onnxruntime-node',
  wasm: 'onnxruntime-web',
};

async function importRuntime(kind: RuntimeKind): Promise<OnnxRuntime> {
  if (isNode()) {
    if (kind === 'native') turnTelemetryOff();
    const name = nodePackages[kind];
    return unwrap((await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as Imported);
  }
  // The smallest of its builds, which alone does not load in Node.
  return unwrap(await import('onnxruntime-web/wasm'));
}

/** What Node says of a package that is not there, from a module and from CommonJS. */
function isAbsent(failure: string): boolean {
  return /Cannot find (package|module) 'onnxruntime-node'/.test(failure);
}

function isNode(): boolean {
  return typeof process === 'object' && typeof process.getBuiltinModule === 'function';
}

/**
 * Loads one engine by name, whatever the other does.
 *
 * @throws ExecutorError when it does not load here.
 */
export async function loadRuntimeKind(kind: RuntimeKind): Promise<LoadedRuntime> {
  const name = kind === 'native' ? 'onnxruntime-node' : 'onnxruntime-web';
  try {
    return { runtime: await importRuntime(kind), name, reason: 'asked for by name' };
  } catch (error) {
    throw new ExecutorError(
      `openModel: ${name} must load (got: ${messageOf(error)}). Install it, or choose the other engine.`,
      {
        cause: error,
      },
    );
  }
}

async function load(): Promise<LoadedRuntime> {
  if (!isNode())
    return { runtime: await importRuntime('wasm'), name: 'onnxruntime-web', reason: 'outside Node' };
  let failure: string;
  try {
    const runtime = await importRuntime('native');
    return { runtime, name: 'onnxruntime-node', reason: 'its native library loaded' };
  } catch (error) {
    failure = messageOf(error);
  }
  try {
    const reason = isAbsent(failure)
      ? 'onnxruntime-node is not installed'
      : `the native library of onnxruntime-node did not load: ${failure}`;
    return { runtime: await importRuntime('wasm'), name: 'onnxruntime-web', reason };
  } catch (error) {
    throw new ExecutorError(
      `jit: an ONNX Runtime must load (onnxruntime-node: ${failure}; onnxruntime-web: ${messageOf(error)}). ` +
        "Reinstall the dependencies, or use { executor: 'eager' }.",
    );
  }
}

let loading: Promise<LoadedRuntime> | undefined;
let loaded: LoadedRuntime | undefined;

/**
 * The ONNX Runtime to compile with: the one a factory gives, else, loaded once, the native library in Node and
 * WebAssembly elsewhere or where the native library does not load.
 *
 * @throws ExecutorError when neither loads.
 */
export async function loadRuntime(factory?: RuntimeFactory): Promise<LoadedRuntime> {
  if (factory !== undefined) {
    turnTelemetryOff();
    loaded = { runtime: unwrap(await factory()), name: 'ONNX Runtime', reason: 'given as an option' };
    return loaded;
  }
  loading ??= load();
  try {
    loaded = await loading;
    return loaded;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** The runtime `loadRuntime` gave last, if it has run. */
export function loadedRuntime(): LoadedRuntime | undefined {
  return loaded;
}
