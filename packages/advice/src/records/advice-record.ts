import { z } from 'zod';
import { rowHashes } from './row-hash.ts';

/** What a record says it is; it changes when a change would break a reader. */
export const adviceRecordSchemaName = 'cfq-advice/1';

/** SHA-256 in hexadecimal. */
const digest = () => z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits');

/** 32 bytes in base64url without padding. */
const hashText = () => z.string().regex(/^[\w-]{43}$/, '43 characters of base64url');

const rawValue = () => z.union([z.number(), z.string(), z.null()]);

const instant = () => z.iso.datetime();

function changeSchema() {
  return z.strictObject({
    /** The feature's name. */
    feature: z.string(),
    /** The person's own value; only in records with values. */
    from: rawValue().optional(),
    /** The value it is to have, as the data have it. */
    to: rawValue(),
    /** What its numbers count. */
    unit: z.string().optional(),
  });
}

function signatureSchema() {
  return z.strictObject({
    algorithm: z.literal('Ed25519'),
    /** Which key: the SHA-256 thumbprint of the public key (RFC 7638). */
    key: hashText(),
    /** Of the root of the tree of records that were signed together, 64 bytes in base64url. */
    value: z.string().regex(/^[\w-]{86}$/, '86 characters of base64url'),
    /** The record's place in that tree, from 0. */
    index: z.int().min(0),
    /** How many records were signed together. */
    size: z.int().min(1),
    /** What the record is hashed with on the way to the root, from below. */
    path: z.array(hashText()).max(32),
  });
}

function certifiedSchema() {
  return z.strictObject({
    name: z.string(),
    sha256: digest(),
    /** Half-width of the box of numbers for which it is proven, in standard deviations; 0 is the point advised alone. */
    radius: z.number().min(0),
  });
}

/**
 * One action that was advised to one person: a line of an advice file (JSON Lines). Without `person.values` it holds no
 * data of the person but what the action asks for. Built once, on demand.
 */
function recordSchema() {
  return z.strictObject({
    schema: z.literal(adviceRecordSchemaName),
    /** When it was given, UTC. */
    issued: instant(),
    /** Until when it binds, UTC; null for ever. */
    expires: z.nullable(instant()),
    /** The file that promised. */
    model: z.strictObject({ name: z.string(), sha256: digest() }),
    person: z.strictObject({
      /** Of the person's raw values; `rowHasher` says how. */
      hash: digest(),
      hashed: z.enum(rowHashes),
      /** The line of the person in the file of people; only in records with values. */
      line: z.int().min(1).optional(),
      /** Every raw value by feature; only in records with values. */
      values: z.record(z.string(), rawValue()).optional(),
    }),
    /** Which of the person's alternatives, from 1, the cheapest. */
    alternative: z.int().min(1),
    /** What is to change; everything else stays. */
    action: z.array(changeSchema()).min(1),
    cost: z.strictObject({ norm: z.string(), value: z.number().min(0) }),
    /** In logits of the file: what was promised, at least, and what it gives at the point advised. */
    margin: z.strictObject({ promised: z.number().min(0), reached: z.number() }),
    /** Other files that are proven to approve whoever does it, in every float32 evaluation. */
    certified: z.array(certifiedSchema()).min(1).optional(),
    /** Over the record without this field, as canonical JSON. */
    signature: signatureSchema().optional(),
  });
}

let built: ReturnType<typeof recordSchema> | undefined;

/** The zod schema of {@link AdviceRecord}. */
export function adviceRecordSchema(): ReturnType<typeof recordSchema> {
  built ??= recordSchema();
  return built;
}

/** One action that was advised to one person, as it is filed. */
export type AdviceRecord = z.output<ReturnType<typeof recordSchema>>;

/** What one feature of a record is to become. */
export type RecordedChange = AdviceRecord['action'][number];

/** A file that is proven to keep a promise, and how far around it. */
export type CertifiedModel = NonNullable<AdviceRecord['certified']>[number];

/** The signature of a record, one of a tree of records that were signed together. */
export type RecordSignature = NonNullable<AdviceRecord['signature']>;

/** The JSON Schema (draft 2020-12) of a line of an advice file: the contents of `schema/advice-record.schema.json`. */
export function adviceRecordJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(adviceRecordSchema(), { target: 'draft-2020-12' });
  return { $schema, $id: 'urn:cfq:advice:record:1', ...rest };
}
