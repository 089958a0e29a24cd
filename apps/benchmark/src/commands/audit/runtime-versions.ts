import { createRequire } from 'node:module';

const packages = ['onnxruntime-node', 'onnxruntime-web'];

/** The versions of ONNX Runtime that are installed, by package. */
export async function runtimeVersions(): Promise<Record<string, string>> {
  const found = await Promise.all(
    packages.map(async (name): Promise<[string, string] | undefined> => {
      try {
        const folder =
          createRequire(import.meta.url)
            .resolve(name)
            .split(`/${name}/`)[0] ?? '';
        const { readFile } = await import('node:fs/promises');
        const { version } = JSON.parse(await readFile(`${folder}/${name}/package.json`, 'utf8')) as {
          version: string;
        };
        return [name, version];
      } catch {
        return undefined;
      }
    }),
  );
  return Object.fromEntries(found.filter((one) => one !== undefined));
}
