/**
 * Whether `@tensorflow/tfjs-node` is installed together with its native library. Importing the package
 * without the library costs a second, registers half a dozen backends and then throws, so look first.
 * Always false outside Node.
 */
export function nativeLibraryInstalled(): boolean {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return false;
  const nodeModule = process.getBuiltinModule('node:module');
  const fs = process.getBuiltinModule('node:fs');
  const path = process.getBuiltinModule('node:path');
  try {
    const require = nodeModule.createRequire(import.meta.url);
    const root = path.dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
    const lib = path.join(root, 'lib');
    return fs
      .readdirSync(lib)
      .some((name) => name.startsWith('napi-') && fs.existsSync(path.join(lib, name, 'tfjs_binding.node')));
  } catch {
    return false;
  }
}
