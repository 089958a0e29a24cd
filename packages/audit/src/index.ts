export { AuditError } from './audit-error.ts';
