import { fork } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DocsError } from './docs-error.ts';
import { instrumentSnippet } from './instrument-snippet.ts';
import type { SnippetProgram } from './snippet-programs.ts';

/** Options of {@link runSnippets}. */
export interface RunSnippetsOptions {
  /** Longest the whole batch may take, in milliseconds; default 120 000. */
  readonly timeout?: number;
}

interface Report {
  readonly at: number;
  readonly failure: string | null;
  readonly printed: string;
}

const isReport = (message: unknown): message is Report =>
  typeof message === 'object' && message !== null && 'at' in message && 'failure' in message;

const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url));
const runner = fileURLToPath(new URL('./snippet-runner.ts', import.meta.url));
const checkModule = new URL('./check-expected.ts', import.meta.url).href;

/**
 * Runs programs from source, one after the other in one process, each in a folder of its own that holds its
 * files and finds the repository's examples where a package does, at `../../examples`, checking the values they show.
 *
 * @returns for each program null, or why it failed; a batch that ran out of time names what it was running.
 */
export async function runSnippets(
  programs: readonly SnippetProgram[],
  { timeout = 120_000 }: RunSnippetsOptions = {},
): Promise<(string | null)[]> {
  const folder = fileURLToPath(new URL(`../node_modules/.snippets-${process.pid}/`, import.meta.url));
  const packages = `${folder}packages/`;
  await mkdir(packages, { recursive: true });
  try {
    await symlink(`${workspaceRoot}examples`, `${folder}examples`, 'junction');
    const failures: (string | null)[] = programs.map(() => 'did not run');
    const files: string[] = [];
    for (const [at, program] of programs.entries()) {
      const path = `${packages}${at}/program.mts`;
      await mkdir(`${packages}${at}`);
      try {
        for (const [file, content] of Object.entries(program.files)) {
          await writeFile(`${packages}${at}/${file}`, content);
        }
        const code = instrumentSnippet(program.code, 'checkShown', program.name);
        await writeFile(
          path,
          `import { checkExpected as checkShown } from ${JSON.stringify(checkModule)}; ${code}\n`,
        );
        files.push(path);
      } catch (error) {
        if (!(error instanceof DocsError)) throw error;
        failures[at] = error.message;
        files.push('');
      }
    }
    await runFiles(programs, files, failures, timeout);
    return failures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Compares what a program printed with the output shown under it, if any, line by line and without trailing blanks. */
function outputFailure(shown: string | undefined, printed: string): string | null {
  const trimmed = (text: string): string => text.replace(/[^\S\n]+$/gm, '').trim();
  if (shown === undefined || trimmed(shown) === trimmed(printed)) return null;
  return `the document shows the output\n${shown}\nthe program prints\n${printed}`;
}

function runFiles(
  programs: readonly SnippetProgram[],
  files: readonly string[],
  failures: (string | null)[],
  timeout: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(runner, [...files], {
      cwd: workspaceRoot,
      execArgv: ['--conditions=@cfq/source', '--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let next = files.findIndex((file) => file !== '');
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout?.resume();
    const timer = setTimeout(() => {
      failures[next] = `ran out of time: the batch of snippets may take ${timeout} ms`;
      child.kill('SIGKILL');
    }, timeout);
    child.on('message', (message) => {
      if (!isReport(message)) return;
      failures[message.at] = message.failure ?? outputFailure(programs[message.at]?.output, message.printed);
      next = files.findIndex((file, at) => at > message.at && file !== '');
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      const stopped = next >= 0 && failures[next] === 'did not run';
      if (stopped) failures[next] = `ended the process (exit code ${code ?? 'none'}): ${errors.slice(-2000)}`;
      resolve();
    });
  });
}
