const variable = 'ORT_DISABLE_TELEMETRY';

/**
 * The native library of onnxruntime-node 1.30 writes an identifier of the device and files of events into the user's cache and
 * looks up a host outside as soon as a session opens. This turns that off in this process, before the library is loaded,
 * unless whoever runs it has set the variable `ORT_DISABLE_TELEMETRY`. A worker thread has only a copy of the environment: what
 * starts it must have called this, or set the variable, before.
 */
export function turnTelemetryOff(): void {
  if (typeof process !== 'object') return;
  process.env[variable] ??= '1';
}
