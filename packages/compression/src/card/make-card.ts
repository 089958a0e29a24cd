import type { AuditResult } from '@cfq/audit';
import type { Lowering, PackedNetwork } from '@cfq/deploy';
import { networkOfModel } from '@cfq/training';
import type { Compression } from '../compression-problem.ts';
import type { ModelAim } from '../quantized-model.ts';
import type { MeasuredPoint } from '../search/measured-point.ts';
import { sha256 } from '../store/content-hash.ts';
import { cardNumbers } from './card-numbers.ts';
import { certificateSummary } from './certificate-summary.ts';
import { cardFormat, modelCardSchema, type ModelCard } from './model-card.ts';

/** What a card is made of. */
export interface CardProblem {
  /** The teacher's file and the new one, on rows that nothing had seen. */
  readonly audit: AuditResult;
  readonly packed: PackedNetwork;
  readonly lowering: Lowering;
  readonly compression: Compression & { readonly chosen: MeasuredPoint };
  readonly aim: ModelAim;
  readonly confirmed: boolean;
  /** Whether the true outcomes are known. */
  readonly labelled: boolean;
  readonly licence: string | null;
  readonly command: string | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The card of a quantized model. Nothing in it differs between two runs of one request on one machine.
 *
 * @throws CompressionError where a certificate is seen to be wrong
 */
export function makeCard(problem: CardProblem): ModelCard {
  const { audit, packed, lowering, compression, aim, confirmed, labelled, licence, command, signal } =
    problem;
  const { chosen, points, search, setting } = compression;
  const { method, parts, teacher, evaluated, actionSet, margins, seed } = setting;
  const measured = chosen.measured!;
  const limited = measured.verdicts.map(({ id }) => id);
  const [train, validation, test] = [parts.train, parts.validation, parts.test].map(({ y }) => y.length);
  const { name, path, sha256: hash, schemaPath, schemaSha256, policy } = audit.data;
  const { versions, platform, processor } = audit.environment;
  return modelCardSchema.parse({
    schema: cardFormat,
    teacher: {
      ...audit.teacher,
      weightBytes:
        (teacher.model.layers.reduce((sum, { parameters }) => sum + parameters, 0) *
          (audit.teacher.bits ?? 32)) /
        8,
    },
    student: {
      ...audit.student,
      ...{ bits: chosen.averageBits, opset: packed.opset, lowering },
      weightBytes: packed.layers.reduce((sum, { codeBytes }) => sum + codeBytes, 0),
      layers: packed.layers.map(({ layer, bits, storage, codeBytes }) => ({
        layer,
        bits,
        storage,
        codeBytes,
      })),
    },
    licence,
    data: {
      ...{ name, path, sha256: hash, schemaPath, schemaSha256, policy },
      rows: train! + validation! + test!,
      ...{ train, validation, test },
      outcomes: labelled ? 'data' : 'teacher',
    },
    method: { name: method.name, description: method.description, source: method.source },
    seed,
    aim:
      'bits' in aim || search === null
        ? { bits: 'bits' in aim ? aim.bits : chosen.averageBits }
        : {
            keep: aim.keep.text,
            sha256: sha256(aim.keep.text),
            rule: search.rule,
            sensitivity: search.sensitivity,
            schedules: search.whole,
            verdicts: measured.verdicts,
          },
    schedule: chosen.allocation,
    averageBits: chosen.averageBits,
    curve: points.map((point) => ({
      schedule: point.allocation,
      averageBits: point.averageBits,
      bytes: point.bytes,
      predictedLoss: point.predictedLoss,
      measured: point.measured && {
        within: point.measured.within,
        numbers: cardNumbers(point.measured.candidate.numbers, limited),
      },
    })),
    balance: measured.candidate.balance ?? null,
    confirmed: 'keep' in aim ? confirmed : null,
    limits: audit.limits,
    numbers: audit.numbers,
    certificates: certificateSummary({
      teacher: networkOfModel(teacher.model, teacher.parameters),
      student: measured.candidate.network,
      ...{ evaluated, actionSet, margins, seed, signal },
    }),
    runtimes: audit.runtimes,
    environment: { versions, platform, processor },
    command,
  });
}
