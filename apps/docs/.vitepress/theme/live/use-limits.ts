import { computed, reactive, shallowRef, type ComputedRef } from 'vue';
import type { LiveStart } from '../../../src/live/live-data.ts';
import { allLimits, noLimits, type ReaderRules } from '../../../src/live/live-rules.ts';

/** What a reader says of the person who is shown. */
export interface Limits {
  readonly rules: ReaderRules;
  /** Whether anything but κ is said. */
  readonly limited: ComputedRef<boolean>;
  /** Whose limits went when another person was chosen. */
  readonly clearedOf: ComputedRef<number | undefined>;
  clear(): void;
  /** Clears what was said of one person, since another is chosen; it can be had again. */
  clearFor(person: number): void;
  /** Says of this person what was said of the last one. */
  undo(): void;
}

/** κ of 0.2 and no limits, to begin with. */
export function useLimits(start: () => LiveStart | undefined): Limits {
  const rules = reactive<ReaderRules>({ kappa: 0.2, ...noLimits() });
  const cleared = shallowRef<{ readonly of: number; readonly limits: ReturnType<typeof noLimits> }>();
  const limited = computed(() => allLimits(start()?.featureSpace.features ?? [], rules).length > 0);
  const clear = (): void => {
    Object.assign(rules, noLimits());
    cleared.value = undefined;
  };
  return {
    ...{ rules, limited, clear, clearedOf: computed(() => cleared.value?.of) },
    clearFor(person) {
      const { lock, bounds, forbidden, efforts } = rules;
      const kept = limited.value ? { of: person, limits: { lock, bounds, forbidden, efforts } } : undefined;
      clear();
      cleared.value = kept;
    },
    undo() {
      Object.assign(rules, cleared.value?.limits);
      cleared.value = undefined;
    },
  };
}
