import type { ModelQuantization } from '@cfq/compression';

/** What was found as JSON: the card where there is a file, and what was tried where there is none. */
export function quantizationJson({ model, best, points }: ModelQuantization, file: string | null): string {
  const plain = ({ allocation, averageBits, bytes, measured }: (typeof points)[number]) => ({
    schedule: allocation,
    averageBits,
    bytes,
    verdicts: measured === null ? null : measured.verdicts,
  });
  const outcome =
    model === null ? 'nothing within the limits' : model.confirmed ? 'confirmed' : 'not confirmed';
  return `${JSON.stringify({
    ...{ outcome, file },
    card: model?.card ?? null,
    nearest: best && plain(best),
    curve: points.map(plain),
  })}\n`;
}
