import { formatNumber } from '@cfq/audit';
import { scheduleText, type ModelQuantization } from '@cfq/compression';
import { fixed } from '../../tables/format-quantity.ts';
import { filesOf } from './quantize-configuration.ts';

/** Where things stand. */
interface Places {
  readonly out: string;
  /** The file that was written; null for none. */
  readonly file: string | null;
  readonly work: string;
}

/** What came of it, in lines for a person. */
export function outcomeText(found: ModelQuantization, { out, file, work }: Places): string {
  const { model, best, search } = found;
  if (model === null || file === null) {
    const { measured, bytes, allocation } = best!;
    const missed = measured!.verdicts.filter(({ verdict }) => verdict !== 'met');
    const words = missed.map(({ id, rule }) => {
      const number = measured!.candidate.numbers.find((one) => one.id === id)!;
      return `${formatNumber(number.value, number)} where ${rule} was asked for`;
    });
    return (
      `nothing is within the limits; ${out} was not written\n` +
      `nearest: ${scheduleText(allocation)}, ${bytes} bytes: ${words.join('; ')}\n` +
      `candidates are kept in ${work}; other limits start from them\n`
    );
  }
  const { card, audit, confirmed } = model;
  const lines = [
    `${file}: ${model.bytes.length} bytes, those of its weights ${card.student.weightBytes} instead of ` +
      `${card.teacher.weightBytes}; ${fixed(card.averageBits, 2)} bits a weight, ${scheduleText(card.schedule)}`,
    model.layers.map(({ layer, bits, storage }) => `${layer} ${bits} bits as ${storage}`).join(', '),
  ];
  if (search !== null) {
    const { whole } = search;
    lines.push(
      confirmed
        ? `confirmed on ${card.data.test} rows that nothing had seen:`
        : `NOT confirmed on ${card.data.test} rows that nothing had seen; ${out} was not written:`,
    );
    if (whole > 0) {
      for (const verdict of audit.limits?.verdicts ?? []) {
        const number = audit.numbers.find(({ id }) => id === verdict.id)!;
        const { lower, upper } = number;
        const interval =
          lower === null || upper === null
            ? ''
            : ` (95 %: ${formatNumber(lower, number)} to ${formatNumber(upper, number)})`;
        lines.push(
          `  ${verdict.rule}: ${formatNumber(verdict.value, number)}${interval}, ${verdict.verdict}`,
        );
      }
    }
  }
  for (const { file: whose, people } of audit.runtimes) {
    if (whose !== 'student') continue;
    for (const { name, failure, toApproved, toDenied, reference } of people) {
      const said = failure ?? `${toApproved + toDenied} people decided otherwise`;
      lines.push(`  ${name}: ${reference && failure === null ? 'reference' : said}`);
    }
  }
  const { card: json, text } = filesOf(file);
  return `${lines.join('\n')}\n${text}, ${json}: what it is, what it was made from, what was measured\n`;
}
