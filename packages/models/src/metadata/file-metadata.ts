import type { FeatureSpace } from '@cfq/datasets';
import type { FileInterface } from '@cfq/network';
import type { OnnxFile } from '@cfq/onnx';
import type { z } from 'zod';
import { ModelsError } from '../models-error.ts';
import { featureSpaceSchema } from './feature-space-schema.ts';
import { fileInterfaceSchema } from './file-interface-schema.ts';

/** Keys of what files of ours say of themselves. */
export const metadataKeys = {
  featureSpace: 'cfq.feature-space',
  interface: 'cfq.interface',
  bits: 'cfq.bits',
} as const;

/** What a file of ours says of itself. */
export interface FileMetadata {
  /** How the rows that it was made for are encoded; null where it does not say. */
  readonly featureSpace: FeatureSpace | null;
  /** What it takes and gives; null where it does not say. */
  readonly interface: FileInterface | null;
  /** Whether it is a file of ours. */
  readonly isOurs: boolean;
}

/** Longest entry that is looked at, in characters. */
const longest = 16 * 2 ** 20;

/**
 * What a file says of itself.
 *
 * @param name What messages call it.
 * @throws ModelsError where an entry is not what its key stands for.
 */
export function fileMetadata(name: string, { metadata }: Pick<OnnxFile, 'metadata'>): FileMetadata {
  return {
    featureSpace: entry(name, metadata, metadataKeys.featureSpace, featureSpaceSchema),
    interface: entry(name, metadata, metadataKeys.interface, fileInterfaceSchema),
    isOurs: Object.values(metadataKeys).some((key) => Object.hasOwn(metadata, key)),
  };
}

function entry<Schema extends z.ZodType>(
  name: string,
  metadata: Readonly<Record<string, string>>,
  key: string,
  schema: () => Schema,
): z.output<Schema> | null {
  if (!Object.hasOwn(metadata, key)) return null;
  const text = metadata[key]!;
  const refuse = (got: string): never => {
    throw new ModelsError(
      `bindModel: ${name}: metadata are what their key says (expected JSON under ${key}, got ${got}). ` +
        'Write the file anew, or take the entry out of it.',
    );
  };
  if (text.length > longest) return refuse(`${text.length} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(JSON.stringify(text.slice(0, 40)));
  }
  const result = schema().safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return refuse(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'something else'}`);
}
