import type { ReadableRow } from '@cfq/datasets';
import type { LiveSet } from './live-data.ts';
import type { ReaderRules } from './live-rules.ts';

/** What a tab keeps of the live page, so that going back or loading it again loses nothing. */
export interface PageMemory {
  readonly set: LiveSet;
  readonly person: number;
  readonly values: ReadableRow;
  readonly rules: ReaderRules;
  /** Whether the model was asked. */
  readonly asked: boolean;
}

const key = 'cfq-live';

/** Keeps it for as long as the tab is open; nothing where the browser forbids it. */
export function remember(memory: PageMemory): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(memory));
  } catch {
    // A page that cannot remember works all the same.
  }
}

/** What this tab had, if anything. */
export function remembered(): PageMemory | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as PageMemory);
  } catch {
    return undefined;
  }
}

/** The values that a tab had of a person; the very row as it came where nothing was changed. */
export function valuesIn({ values }: PageMemory, came: ReadableRow): ReadableRow {
  const isEdited = Object.keys(came).some((name) => values[name] !== came[name]);
  return isEdited ? { ...came, ...values } : came;
}
