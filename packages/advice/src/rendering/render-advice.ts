import type { Advice } from '../advising/advice.ts';
import { priceOf, verdictOf, whatStays, whoIs } from './advice-wording.ts';
import { changeForPeople } from './change-for-people.ts';

/** What advice can be written as. */
export const adviceFormats = ['text', 'markdown', 'json'] as const;

/** One of {@link adviceFormats}. */
export type AdviceFormat = (typeof adviceFormats)[number];

/**
 * Advice as a person reads it, in plain text or Markdown, or as data: JSON with `schema` `cfq-advise/1` and the people's
 * advice as it is. Text and Markdown hold the values of people, and so does JSON.
 *
 * @returns With a line break at the end; the empty text for nobody, as text.
 */
export function renderAdvice(advice: readonly Advice[], format: AdviceFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ schema: 'cfq-advise/1', people: advice }, null, 2)}\n`;
    case 'text':
      return advice.map(asText).join('\n');
    case 'markdown':
      return advice.map(asMarkdown).join('\n');
  }
}

function asText(advice: Advice): string {
  const lines = [verdictOf(advice)];
  for (const [place, action] of advice.alternatives.entries()) {
    const number = `${place + 1}. `;
    const indent = ' '.repeat(number.length);
    const told = [...action.changes.map(changeForPeople), priceOf(action, advice), whatStays(action)];
    lines.push('', ...told.map((line, index) => `${index === 0 ? number : indent}${line}`));
  }
  return `${lines.join('\n')}\n`;
}

function asMarkdown(advice: Advice): string {
  const lines = [`## ${whoIs(advice)}`, '', escaped(verdictOf(advice)), ''];
  for (const [place, action] of advice.alternatives.entries()) {
    const changes = action.changes.map((change) => `**${escaped(changeForPeople(change))}**`);
    const rest = escaped(`${priceOf(action, advice)}; ${whatStays(action)}`);
    lines.push(`${place + 1}. ${changes.join('<br>')}<br>${rest}`);
  }
  if (advice.alternatives.length > 0) lines.push('');
  return lines.join('\n');
}

/** Names of columns and levels as they are, not as markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&');
}
