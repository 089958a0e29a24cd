import { lowerings } from '../lowering-table.ts';
import type { Lowering, Unsupported } from '../lowering.ts';

/** The table of kernels as Markdown: what can be traced, and what cannot and why. The README shows it. */
export function kernelList(): string {
  const entries: [string, Lowering<never> | Unsupported][] = Object.entries(lowerings);
  const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  const supported = entries.filter(([, entry]) => typeof entry === 'function').map(([name]) => name);
  const byReason = new Map<string, string[]>();
  for (const [name, entry] of entries) {
    if (typeof entry === 'object') {
      byReason.set(entry.unsupported, [...(byReason.get(entry.unsupported) ?? []), name]);
    }
  }
  const refused = [...byReason].map(([reason, names]) => `- ${quoted(names)}: ${reason}.`);
  return [
    `Traced, forward and gradient (${supported.length}): ${quoted(supported)}.`,
    '',
    `Not traced (${entries.length - supported.length}), with the reason the error gives:`,
    '',
    ...refused,
  ].join('\n');
}
