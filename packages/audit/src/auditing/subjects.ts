import type { BoundModel } from '@cfq/models';
import { bitsOfCodes, splitColumnLayer, type Weights } from '@cfq/network';
import type { People } from '@cfq/datasets';
import type { AuditedData, AuditedFile } from '../result/subjects.ts';
import type { DataSource } from './audit-problem.ts';

/** A model file as reports name it. */
export function auditedFile({ file, network, blackBox, reads, inferred }: BoundModel): AuditedFile {
  const { name, path, format, sha256, bytes } = file;
  return {
    ...{ name, path, format, sha256, bytes: bytes.length },
    bits: network === null ? null : averageBits(splitColumnLayer(network).layers.map(({ weight }) => weight)),
    recognised: network !== null,
    blackBox,
    reads,
    inferred: [...inferred],
  };
}

/** People as reports name them. */
export function auditedData(
  people: People,
  { source, denied, policy }: { source: DataSource | undefined; denied: number; policy: string | null },
): AuditedData {
  return {
    name: people.name,
    path: source?.csv.path ?? null,
    sha256: source?.csv.sha256 ?? null,
    schemaPath: source?.schema.path ?? null,
    schemaSha256: source?.schema.sha256 ?? null,
    rows: people.table.rows,
    denied,
    labelled: people.y !== null,
    attributes: Object.keys(people.subgroups),
    policy,
  };
}

/** Bits a weight, over all of them; float32 where they are real numbers. */
function averageBits(weights: readonly Weights[]): number {
  const sizes = weights.map((weight) =>
    weight.kind === 'float'
      ? { count: weight.values.data.length, bits: 32 }
      : { count: weight.codes.length, bits: bitsOfCodes(weight) / weight.codes.length },
  );
  const count = sizes.reduce((sum, one) => sum + one.count, 0);
  return sizes.reduce((sum, one) => sum + one.count * one.bits, 0) / count;
}
