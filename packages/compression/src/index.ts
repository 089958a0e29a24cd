export { CompressionError } from './compression-error.ts';
