import { fixed } from '../tables/format-quantity.ts';
import { phases, phaseTitles, type Phase, type Timing } from './timing.ts';
import type { TextTable } from '../tables/text-table.ts';

/** Adds up where the time of a run goes. */
export interface Timings {
  add(one: Timing): void;
  /** CPU time of a group and the memory its process held at its end. */
  used(one: { readonly cpuSeconds: number; readonly residentBytes: number }): void;
  /** Largest resident memory of a process at the end of a group, in bytes; 0 where none was told. */
  readonly residentBytes: number;
  /** Whether there is anything to tell. */
  readonly isEmpty: boolean;
  /** What was added up, for people. */
  table(whole: { readonly cells: number; readonly wallSeconds: number }): TextTable;
}

/** Starts one at 0. */
export function createTimings(): Timings {
  const sums = new Map<
    Phase,
    { computed: number; cpu: number; times: number; saved: number; reused: number }
  >();
  let cpu = 0;
  let resident = 0;
  const of = (phase: Phase) => sums.get(phase) ?? { computed: 0, cpu: 0, times: 0, saved: 0, reused: 0 };
  return {
    add({ phase, seconds, cpuSeconds, reused }) {
      const { computed, cpu: processors, times, saved, reused: before } = of(phase);
      sums.set(
        phase,
        reused
          ? { computed, cpu: processors, times, saved: saved + seconds, reused: before + 1 }
          : {
              computed: computed + seconds,
              cpu: processors + cpuSeconds,
              times: times + 1,
              saved,
              reused: before,
            },
      );
    },
    used({ cpuSeconds, residentBytes }) {
      cpu += cpuSeconds;
      resident = Math.max(resident, residentBytes);
    },
    get residentBytes() {
      return resident;
    },
    get isEmpty() {
      return sums.size === 0;
    },
    table({ cells, wallSeconds }) {
      const all = phases.reduce((sum, phase) => sum + of(phase).computed, 0);
      const perMinute = fixed((60 * cells) / wallSeconds, 1);
      return {
        title: `Where the time went: ${fixed(wallSeconds, 1)} s wall, ${fixed(cpu, 1)} s CPU, ${perMinute} cells per minute`,
        columns: ['phase', 'seconds', 'CPU s', 'share', 'times', 'from the store', 'seconds saved'],
        rows: phases
          .map((phase) => [phase, of(phase)] as const)
          .filter(([, { times, reused }]) => times + reused > 0)
          .map(([phase, { computed, cpu: processors, times, saved, reused }]) => [
            phaseTitles[phase],
            fixed(computed, 1),
            fixed(processors, 1),
            `${fixed(all > 0 ? (100 * computed) / all : 0, 0)} %`,
            String(times),
            String(reused),
            fixed(saved, 1),
          ]),
      };
    },
  };
}
