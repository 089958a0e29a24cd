import { adviceRecordSchema, type AdviceRecord } from './advice-record.ts';
import { AdviceError } from '../advice-error.ts';

/**
 * A line of an advice file as a record.
 *
 * @param text One line without its end.
 * @throws AdviceError in few words of what is wrong with it; the caller knows which line it is.
 */
export function parseRecord(text: string): AdviceRecord {
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    throw new AdviceError(`no JSON (starts with ${JSON.stringify(text.slice(0, 24))})`);
  }
  const { success, data, error } = adviceRecordSchema().safeParse(plain);
  if (success) return data;
  const { path, message } = error.issues[0]!;
  const place = path.map(String).join('.');
  throw new AdviceError(`no advice record: ${place === '' ? '' : `${place}: `}${message}`);
}

/** A record as a line of an advice file, its end included. */
export function recordLine(record: AdviceRecord): string {
  return `${JSON.stringify(record)}\n`;
}
