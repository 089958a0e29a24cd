import { spawn, type ChildProcess } from 'node:child_process';

/** How a command ended. */
export interface CliResult {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface CliRun {
  readonly child: ChildProcess;
  readonly result: Promise<CliResult>;
  /** Resolves as soon as stderr matches, with everything written there so far. */
  readonly seen: (pattern: RegExp) => Promise<string>;
}

/** Starts the bundled command as a child process with pipes for output. */
export function startCli(cli: string, ...words: string[]): CliRun {
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => (chunks.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    chunks.stderr += text;
    for (const listener of listeners) listener();
  });
  const result = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...chunks }));
  });
  const seen = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!pattern.test(chunks.stderr)) return;
        listeners.delete(look);
        resolve(chunks.stderr);
      };
      listeners.add(look);
      look();
      child.on('close', () =>
        reject(new Error(`ended before ${String(pattern)} was seen: ${chunks.stderr}`)),
      );
    });
  return { child, result, seen };
}

/** Runs the bundled command to its end. */
export function runCli(cli: string, ...words: string[]): Promise<CliResult> {
  return startCli(cli, ...words).result;
}
