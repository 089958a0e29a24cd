import type { ModelFile } from '@cfq/models';

/** Keys that the packer writes itself. */
const ofThePacker = new Set(['cfq.bits', 'cfq.interface']);
const licenceKeys = /^licen[cs]e$/i;

function metadataOf(file: ModelFile): Readonly<Record<string, string>> {
  return file.format === 'onnx' ? file.onnx.metadata : {};
}

/** What a file says of itself that goes for one that takes its place too, with where that one comes from. */
export function carriedMetadata(file: ModelFile, method: string): Readonly<Record<string, string>> {
  const own = Object.entries(metadataOf(file)).filter(([key]) => !ofThePacker.has(key));
  return { ...Object.fromEntries(own), 'cfq.made-from': file.sha256, 'cfq.method': method };
}

/** The licence that a file states; null where it states none. */
export function licenceOf(file: ModelFile): string | null {
  const [, licence = null] = Object.entries(metadataOf(file)).find(([key]) => licenceKeys.test(key)) ?? [];
  return licence === '' ? null : licence;
}
