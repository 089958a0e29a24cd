/** Raised for every misuse of `@cfq/audit`; the message reads `function: rule (expected X, got Y). Remedy.` */
export class AuditError extends Error {
  override readonly name: string = 'AuditError';
}
