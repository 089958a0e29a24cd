import { AuditError } from '../audit-error.ts';

/** Raised for limits that cannot be read or that nothing measured can be held against. */
export class LimitError extends AuditError {
  override readonly name: string = 'LimitError';
}
