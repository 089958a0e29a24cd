import type { FileInterface } from '@cfq/network';
import type { ModelFile } from '../files/model-file.ts';
import { ModelsError } from '../models-error.ts';
import { networkFunction } from '../networks/network-function.ts';
import { turnLogits } from '../networks/turn-logits.ts';
import { chooseOutput } from '../outputs/choose-output.ts';
import type { OutputCandidate } from '../outputs/output-candidate.ts';
import { favourableClass } from '../outputs/favourable-class.ts';
import { kindOfAnswers } from '../outputs/kind-of-answers.ts';
import { marginsOfAnswers, type MarginReading } from '../outputs/margins-of-answers.ts';
import { askRows } from './ask-rows.ts';
import { bindColumns } from './bind-columns.ts';
import type { BindModelOptions } from './bind-options.ts';
import type { BoundModel } from './bound-model.ts';
import { dependsOnCompany } from './depends-on-company.ts';
import { describeDecisions } from './describe-decisions.ts';
import { interfaceOfCells } from './interface-of-cells.ts';
import { outputsOfBinding } from './outputs-of-binding.ts';
import { networkOverColumns } from './network-over-columns.ts';
import { openSession, type BoundSession } from './open-session.ts';
import { readModel, type ReadModel } from './read-model.ts';
import { sampleRows } from './sample-rows.ts';
import { verifyNetwork } from './verify-network.ts';

/** Most people that a binding is checked on. */
const checkedRows = 512;

/**
 * Binds a model file to people: what it is given for them, which of its outputs decides, which class they want. What was
 * not said is inferred, and said in `inferred`; where it cannot be inferred the error says what would settle it.
 *
 * A network that is recognised in the file is rewritten to read encoded rows and held against the file's own answers; where
 * they differ by more than rounding it is not used.
 *
 * ```ts
 * const people = await loadPeople({ csv: 'people.csv', schema: 'people.yaml' });
 * await using teacher = await bindModel(await readModelFile('teacher.onnx'), { people });
 * const margins = await teacher.margins(createEncoder(teacher.featureSpace).encodeTable(people.table));
 * ```
 *
 * @throws ModelsError where an option is wrong, it is not clear what the file is given or what it answers, or an answer is
 *   no number
 * @throws ExecutorError (of `@cfq/jit`) where ONNX Runtime cannot run the file, and nobody else can
 */
export async function bindModel(file: ModelFile, options: BindModelOptions): Promise<BoundModel> {
  const { people = null, positive, inputMap, output, threshold = 0.5 } = options;
  const { name } = file;
  if (!(threshold > 0 && threshold < 1)) {
    throw new ModelsError(
      `bindModel: ${name}: the threshold is a probability (expected above 0 and below 1, got ${threshold}). Correct it.`,
    );
  }
  const model = readModel(file, output);
  if (people === null && (options.featureSpace ?? model.metadata.featureSpace) === null) {
    throw new ModelsError(
      `bindModel: ${name}: it must be known how rows are encoded (expected people or featureSpace, got neither). Pass one.`,
    );
  }
  const bound = bindColumns({ name, model, people, featureSpace: options.featureSpace ?? null, inputMap });
  const { featureSpace, inputs } = bound;
  const candidate = chosenOutput(name, model, output);
  const favourable = favourableClass(name, candidate, { positive, people });
  const over = networkOverColumns(model, bound);
  const opening = { runtime: options.runtime, optimization: options.optimization, threads: options.threads };
  const session = await openSession({ file, model, inputs, candidate, network: over.network, opening });
  try {
    const { rows, x } = sampleRows(featureSpace, people, checkedRows);
    const asked = { name, output: candidate.name, width: featureSpace.width };
    const answers = await askRows(session, x, asked);
    const kind = session.byNetwork === null ? (candidate.kind ?? kindOfAnswers(answers)) : 'logits';
    // A network read from one column has what the column speaks for behind a 0.
    const isOne = candidate.kind === 'margins' || candidate.kind === 'probability';
    const column = isOne ? (candidate.speaksFor === favourable.place ? 1 : 0) : favourable.place;
    const asks = session.byNetwork === null ? favourable.place : column;
    const reading: MarginReading = {
      ...{ name, output: candidate.name, kind, favourable: asks, speaksFor: candidate.speaksFor },
      ...{ labels: candidate.labels, threshold: Math.log(threshold / (1 - threshold)) },
    };
    checkThreshold(reading);
    const margins = marginsOfAnswers(answers, reading, (row) =>
      rows === null || people === null ? `a row that was drawn` : `line ${people.lines[rows[row]!]}`,
    );
    const turned = over.network && turnLogits(over.network, column, reading.threshold);
    const verified =
      session.byNetwork === null
        ? await verifyNetwork(turned, over.blackBox, {
            ...{ x, margins, reading },
            plainly: async () => {
              const plain = { ...opening, optimization: 'disabled' } as const;
              const other = await openSession({
                file,
                model,
                inputs,
                candidate,
                network: null,
                opening: plain,
              });
              try {
                return marginsOfAnswers(await askRows(other, x, asked), reading, (row) => `row ${row + 1}`);
              } finally {
                await other.dispose();
              }
            },
          })
        : { network: turned, blackBox: null, notes: [session.byNetwork] };
    const columns = interfaceOfCells(featureSpace, inputs);
    const described: FileInterface | null = columns && {
      inputs: inputs.map(({ input: { name: input, type, columns: count, flat } }) => ({
        name: input,
        type,
        columns: count,
        flat,
      })),
      columns,
      outputs: outputsOfBinding(reading, answers.flat, model.evidence),
    };
    const inferred = [
      ...bound.notes,
      ...kindNotes(reading, candidate),
      favourable.because,
      ...verified.notes,
      ...companyNotes(file, session),
      ...describeDecisions(margins, people, rows),
    ];
    const { network, blackBox } = verified;
    return {
      ...{ name, file, featureSpace, network, blackBox, interface: described, reads: kind, inferred },
      runtime: session.runtime,
      answersApart: true,
      traced: network && { ...networkFunction(network), favourableClass: 1 },
      margins: async (points, { signal } = {}) =>
        marginsOfAnswers(
          await askRows(session, points, { ...asked, signal }),
          reading,
          (row) => `row ${row + 1}`,
        ),
      dispose: () => session.dispose(),
      [Symbol.asyncDispose]: () => session.dispose(),
    };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** How people are asked about whose answers depend on who is asked about with them. */
function companyNotes(file: ModelFile, { byNetwork, size }: BoundSession): string[] {
  const operator = byNetwork === null ? dependsOnCompany(file) : null;
  if (operator === null) return [];
  const asked = size === 1 ? 'each is asked about alone' : `the file takes ${size} at a time`;
  return [
    `Its ${operator} takes the scale from all rows of a run, so an answer depends on who else is in it: ${asked}.`,
  ];
}

function checkThreshold({ name, kind, threshold, output }: MarginReading): void {
  if (kind !== 'labels' || threshold === 0) return;
  throw new ModelsError(
    `bindModel: ${name}: a threshold is one of probabilities (expected none, got one for labels in "${output}"). Leave it ` +
      'out, or name another output.',
  );
}

/** The output that is read: the one the network was read from where there is one and none is asked for. */
function chosenOutput(
  name: string,
  { candidates, recognition }: ReadModel,
  asked: string | undefined,
): OutputCandidate {
  const own = 'network' in recognition ? recognition.output : undefined;
  return chooseOutput(name, candidates, asked ?? candidates.find((one) => one.name === own)?.name);
}

const kindNames = {
  ...{ logits: 'logits', probabilities: 'probabilities', probability: 'probability', labels: 'labels' },
  margins: 'log-odds',
  opposites: 'second of two opposite scores, [−s, s], which is the log-odds',
  complements: 'second of two scores, [1 − s, s], which is the log-odds',
} as const;

function kindNotes({ kind, output, threshold }: MarginReading, candidate: OutputCandidate): string[] {
  const read = `Decisions are read from the ${kindNames[kind]} in "${output}"`;
  const how = candidate.kind === null ? ', judging by their values' : '';
  const labels =
    kind === 'labels' ? ' Labels say nothing of how near a decision is: margins are 1 and -1.' : '';
  const cut =
    threshold === 0 ? '' : ` People are approved above ${(1 / (1 + Math.exp(-threshold))).toPrecision(3)}.`;
  return [`${read}${how}.${labels}${cut}`];
}
