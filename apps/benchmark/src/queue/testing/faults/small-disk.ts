import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that can be filled. */
export interface SmallDisk {
  /** An empty folder on it. */
  readonly folder: string;
  /** Takes all the room there is. */
  fill(): void;
  /** Gives it back. */
  empty(): void;
  remove(): void;
}

/** Makes one in memory; undefined, said on stderr, where this user may not. */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  const mounted = mkdtempSync(join(tmpdir(), 'cfq-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mounted], { stdio: 'ignore' });
  } catch {
    rmSync(mounted, { recursive: true });
    process.stderr.write('no small disk can be made here: a full one is left out\n');
    return undefined;
  }
  const ballast = join(mounted, 'ballast');
  return {
    folder: join(mounted, 'postgres'),
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (let bytes = 2 ** 20; bytes >= 2 ** 10;) {
          try {
            writeSync(file, Buffer.alloc(bytes));
          } catch {
            bytes /= 2;
          }
        }
      } finally {
        closeSync(file);
      }
    },
    empty() {
      rmSync(ballast, { force: true });
    },
    remove() {
      execFileSync('umount', ['-l', mounted]);
      rmSync(mounted, { recursive: true, force: true });
    },
  };
}
