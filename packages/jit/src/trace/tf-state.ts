import * as tf from '@tensorflow/tfjs-core';

/** The type declarations of TF.js leave out that these look-ups may find nothing. */
interface Lookups {
  getKernel(kernel: string, backend: string): tf.KernelConfig | undefined;
  getGradient(kernel: string): tf.GradConfig | undefined;
  getBackend(): string | null | undefined;
  findBackendFactory(backend: string): (() => unknown) | null;
}

const lookups: Lookups = {
  getKernel: (kernel, backend) => tf.getKernel(kernel, backend),
  getGradient: (kernel) => tf.getGradient(kernel),
  getBackend: () => tf.getBackend(),
  findBackendFactory: (backend) => tf.findBackendFactory(backend),
};

/** Whether a kernel is registered for a backend. */
export function hasKernel(kernel: string, backend: string): boolean {
  return lookups.getKernel(kernel, backend) !== undefined;
}

/** Whether TF.js's gradients are loaded, told by one that every program needs. */
export function gradientsLoaded(): boolean {
  return lookups.getGradient('Add') !== undefined;
}

/** Whether a backend is registered, started or not. */
export function backendKnown(backend: string): boolean {
  return lookups.findBackendFactory(backend) !== null;
}

/** The active backend of TF.js, if any is. */
export function activeBackend(): string | undefined {
  return lookups.getBackend() ?? undefined;
}

/** Whether TF.js records for a gradient what is computed now. */
export function isDifferentiating(): boolean {
  return tf.engine().state.gradientDepth > 0;
}
