import { onMounted, onUnmounted } from 'vue';

/** What readers do before they touch anything. */
const signs = ['pointermove', 'scroll', 'keydown'] as const;

/** Calls `act` once, at the first sign that somebody is there. */
export function onFirstSign(act: () => void): void {
  const leave = (): void => {
    for (const sign of signs) removeEventListener(sign, arrived);
  };
  function arrived(): void {
    leave();
    act();
  }
  onMounted(() => {
    for (const sign of signs) addEventListener(sign, arrived, { passive: true });
  });
  onUnmounted(leave);
}
