import type { AuditEnvironment } from '../result/subjects.ts';

/** Steps with the time they took. */
export interface Stopwatch {
  /** Ends the step before and begins one. */
  begin(step: string): void;
  /** Ends the last step. */
  end(): AuditEnvironment['seconds'];
}

/** A stopwatch that is not running yet. */
export function stopwatch(): Stopwatch {
  const done: { step: string; seconds: number }[] = [];
  let running: { step: string; since: number } | undefined;
  const end = () => {
    if (running !== undefined) {
      const seconds = (performance.now() - running.since) / 1000;
      done.push({ step: running.step, seconds: Math.round(1000 * seconds) / 1000 });
    }
    running = undefined;
    return done;
  };
  return {
    begin(step) {
      end();
      running = { step, since: performance.now() };
    },
    end,
  };
}

/** What measured, as far as it can be told where this runs. */
export function environment(
  versions: Readonly<Record<string, string>>,
  seconds: AuditEnvironment['seconds'],
): AuditEnvironment {
  const here = globalThis.process as NodeJS.Process | undefined;
  const os = here?.getBuiltinModule('node:os');
  return {
    made: new Date().toISOString(),
    versions: { ...(here !== undefined && { node: here.versions.node }), ...versions },
    platform: here === undefined ? 'unknown' : `${here.platform} ${here.arch}`,
    processor: os?.cpus()[0]?.model.trim() || null,
    seconds,
  };
}
