import { computed, onUnmounted, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { LiveAnswer, LiveQuestion } from '../../../src/live/live-advice.ts';
import type { LiveCall, LiveClient } from '../../../src/live/live-client.ts';

/** What a person was told, and how it is asked for. */
export interface Advice {
  /** The cheapest way, and others. */
  readonly answer: Ref<LiveAnswer | undefined>;
  /** The same, with the way that the reader took in the place of the cheapest. */
  readonly taken: ComputedRef<LiveAnswer | undefined>;
  /** The other way that the reader took, by its place. */
  readonly picked: Ref<number | undefined>;
  /** How many ways are asked for. */
  readonly ways: Ref<number>;
  readonly asked: Ref<boolean>;
  /** Whether a first plan has been seen: what comes behind it is made then, and nobody waits for it. */
  readonly answered: Ref<boolean>;
  readonly isWaiting: Ref<boolean>;
  /** What was answered is no longer what is asked; where other ways alone are looked for, it still is. */
  readonly isStale: Ref<boolean>;
  ask(): Promise<void>;
  /** Forgets what was asked and answered. */
  forget(): void;
}

/** Milliseconds in which a slider comes to rest. */
const rest = 120;

/**
 * Asks the worker once the reader has asked, and again whenever the question is another one.
 *
 * @param client The worker, ready for the people who are shown.
 * @param question What is asked, but for the number of ways.
 * @param tell Told of what failed, and with nothing before anything is asked.
 */
export function useAdvice(
  client: () => Promise<LiveClient>,
  question: () => Omit<LiveQuestion, 'ways'>,
  tell: (error?: unknown) => void,
): Advice {
  const answer = shallowRef<LiveAnswer>();
  const picked = ref<number>();
  const ways = ref(1);
  const [asked, answered, isWaiting, isStale] = [ref(false), ref(false), ref(false), ref(false)];
  const taken = computed<LiveAnswer | undefined>(() => {
    const [found, place] = [answer.value, picked.value];
    return found === undefined || place === undefined ? found : { ...found, ...found.others[place]! };
  });
  let call: LiveCall<LiveAnswer> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  async function ask(): Promise<void> {
    asked.value = true;
    isWaiting.value = true;
    tell();
    latest += 1;
    const mine = latest;
    try {
      const opened = await client();
      if (mine !== latest) return;
      call?.drop();
      call = opened.ask('advice', { ...question(), ways: ways.value });
      answer.value = await call.answer;
    } catch (error) {
      tell(error);
      answer.value = undefined;
    }
    isWaiting.value = false;
    isStale.value = false;
    picked.value = undefined;
    requestAnimationFrame(() =>
      setTimeout(() => {
        answered.value ||= asked.value;
      }),
    );
  }

  function askSoon(): void {
    if (!asked.value) return;
    call?.drop();
    latest += 1;
    isWaiting.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), rest);
  }
  watch(
    question,
    () => {
      ways.value = 1;
      isStale.value = true;
      askSoon();
    },
    { deep: true },
  );
  watch(ways, (count) => {
    if (count > 1) askSoon();
  });
  onUnmounted(() => clearTimeout(timer));

  function forget(): void {
    clearTimeout(timer);
    call?.drop();
    latest += 1;
    for (const flag of [asked, answered, isWaiting, isStale]) flag.value = false;
    picked.value = undefined;
    answer.value = undefined;
  }
  return { answer, taken, picked, ways, asked, answered, isWaiting, isStale, ask, forget };
}
