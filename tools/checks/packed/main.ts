/*
 * Publishes every package with `changeset publish`, as the release does, but to a registry on this machine; has publint and
 * are-the-types-wrong look at each tarball, installs them together from that registry into an empty folder with npm, and uses them
 * there as a stranger would: every entry loaded and type-checked, a plug-in run by the command.
 * pnpm packs other files than npm: the licence of the workspace, and whatever is called `readme.*`, in any folder. The order of
 * the keys in a manifest aside, the rest is the same.
 * What is built is published: build first.
 * With `--sbom FILE` also writes what was installed, as a bill of materials (CycloneDX).
 */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { faultsOf } from './faults-of.ts';
import { loopbackRegistry } from './loopback-registry.ts';
import { publishAll, settingsFor, type Packed } from './publish-all.ts';
import { shapeFaults } from './shape-faults.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Entry {
  readonly specifier: string;
  /** Whether `require` is promised. */
  readonly required: boolean;
}

/** What can be imported of a package, types included. */
function entriesOf({ manifest }: Packed): Entry[] {
  return Object.entries(manifest.exports ?? {})
    .filter(([path]) => !path.endsWith('.json'))
    .map(([path, conditions]) => ({
      specifier: manifest.name + path.slice(1),
      required: typeof conditions === 'object' && conditions !== null && 'require' in conditions,
    }));
}

const compilerOptions = {
  ...{ module: 'nodenext', target: 'es2022', lib: ['es2022', 'esnext.disposable', 'dom'] },
  ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
};

/** What a command printed and how it failed, or nothing. */
async function faultOf(
  title: string,
  file: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string[]> {
  try {
    await run(file, args, { cwd, env, maxBuffer: 2 ** 26 });
    return [];
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return [`${title}:\n${stdout}${stderr}`.trimEnd()];
  }
}

async function strangerFaults(
  packed: readonly Packed[],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const entries = packed.flatMap(entriesOf);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(folder, 'entries.json'), JSON.stringify(entries));
  const imports = entries.map(({ specifier }, index) => `export * as entry${index} from '${specifier}';\n`);
  writeFileSync(join(folder, 'stranger.ts'), imports.join(''));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['stranger.ts'] }));
  copyFileSync(fileURLToPath(new URL('stranger.mjs', import.meta.url)), join(folder, 'stranger.mjs'));
  const flags = ['--omit=optional', '--prefer-offline', '--no-audit', '--no-fund'];
  const names = packed.map(({ manifest }) => `${manifest.name}@${manifest.version}`);
  const notInstalled = await faultOf('npm install', 'npm', ['install', ...flags, ...names], folder, env);
  if (notInstalled.length > 0) return notInstalled;
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return [
    ...(await faultOf('node stranger.mjs', process.execPath, ['stranger.mjs'], folder)),
    ...(await faultOf('tsc', process.execPath, [tsc, '-p', '.'], folder)),
    ...(await plugInFaults(folder)),
  ];
}

const plugIn = 'my-parts';

/** The command as it is published, with a stranger's quantizer and method beside the project's own. */
async function plugInFaults(folder: string): Promise<string[]> {
  copyFileSync(join(root, 'examples', plugIn, `${plugIn}.ts`), join(folder, `${plugIn}.ts`));
  const methods = [`${plugIn}/shifted`, 'cfq-faithful'];
  const small = ['--dataset', 'german', '--seeds', '0', '--override', 'length.steps=40', '--json'];
  const words = ['--no', 'cfq', 'run', '--plugin', `./${plugIn}.ts`, '--method', methods.join(), ...small];
  try {
    const { stdout } = await run('npx', words, { cwd: folder });
    const ran = (JSON.parse(stdout) as { method: string; averageBits: number }[]).map(
      ({ method, averageBits }) => `${method} at ${averageBits} bits`,
    );
    const asked = methods.map((method) => `${method} at 4 bits`);
    return ran.join() === asked.join()
      ? []
      : [`cfq run --plugin: ran ${ran.join()}, expected ${asked.join()}`];
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return [`cfq run --plugin:\n${stderr}${message}`.trimEnd()];
  }
}

/** Writes what is installed in a folder as a bill of materials. */
async function billFaults(folder: string, file: string): Promise<string[]> {
  const flags = ['--output-reproducible', '--output-format', 'JSON', '--output-file', resolve(file)];
  return faultOf('cyclonedx-npm', 'npx', ['--yes', '@cyclonedx/cyclonedx-npm@6.0.1', ...flags], folder);
}

const { sbom } = parseArgs({ options: { sbom: { type: 'string' } } }).values;
const work = mkdtempSync(join(tmpdir(), 'cfq-packed-'));
try {
  const [tarballs, empty] = [join(work, 'tarballs'), join(work, 'empty')];
  mkdirSync(tarballs);
  mkdirSync(empty);
  await using registry = await loopbackRegistry();
  const packed = await publishAll(root, tarballs, registry);
  const early = packed.flatMap(faultsOf);
  if (early.length === 0) for (const one of packed) early.push(...(await shapeFaults(one)));
  const faults =
    early.length > 0 ? early : await strangerFaults(packed, empty, settingsFor(registry, tarballs));
  if (sbom !== undefined && faults.length === 0) faults.push(...(await billFaults(empty, sbom)));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(
    `${packed.length} packages published and installed together, ${faults.length} faults\n`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
