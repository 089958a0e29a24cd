import { ExecutorError, firstRows, type NDArray, type OpenModelOptions } from '@cfq/jit';
import { shapeOfWeights, type FileInterface, type Network } from '@cfq/network';
import { exposeTensor } from '@cfq/onnx';
import type { ModelFile } from '../files/model-file.ts';
import { ModelsError } from '../models-error.ts';
import { compareWithFile } from '../networks/compare-with-file.ts';
import { foldColumns } from '../networks/fold-columns.ts';
import { networkFunction } from '../networks/network-function.ts';
import { turnLogits } from '../networks/turn-logits.ts';
import { chooseOutput } from '../outputs/choose-output.ts';
import type { OutputCandidate } from '../outputs/output-candidate.ts';
import { favourableClass } from '../outputs/favourable-class.ts';
import { kindOfAnswers } from '../outputs/kind-of-answers.ts';
import { marginsOfAnswers, type MarginReading } from '../outputs/margins-of-answers.ts';
import { askRows } from './ask-rows.ts';
import { bindColumns, type BoundColumns } from './bind-columns.ts';
import type { BindModelOptions } from './bind-options.ts';
import type { BoundModel } from './bound-model.ts';
import { describeDecisions } from './describe-decisions.ts';
import { fileSession, networkSession, type FileSession } from './file-session.ts';
import { interfaceOfCells } from './interface-of-cells.ts';
import { outputsOfBinding } from './outputs-of-binding.ts';
import { readModel, type ReadModel } from './read-model.ts';
import { sampleRows } from './sample-rows.ts';

/** Most people that a binding is checked on. */
const checkedRows = 512;

/** Products of a network that it is compared by: larger networks are compared on fewer rows. */
const comparedProducts = 2e7;

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
  const over = networkOver(model, bound);
  const opening = { runtime: options.runtime, optimization: options.optimization, threads: options.threads };
  const session = await openSession({ file, model, inputs, candidate, network: over.network, opening });
  try {
    const { rows, x } = sampleRows(featureSpace, people, checkedRows);
    const asked = { name, output: candidate.name, width: featureSpace.width };
    const answers = await askRows(session, x, asked);
    const kind = session.byNetwork === null ? (candidate.kind ?? kindOfAnswers(answers)) : 'logits';
    const reading: MarginReading = {
      ...{ name, output: candidate.name, kind, favourable: favourable.place, speaksFor: candidate.speaksFor },
      ...{ labels: candidate.labels, threshold: Math.log(threshold / (1 - threshold)) },
    };
    checkThreshold(reading);
    const margins = marginsOfAnswers(answers, reading, (row) =>
      rows === null || people === null ? `a row that was drawn` : `line ${people.lines[rows[row]!]}`,
    );
    const turned = over.network && turnLogits(over.network, favourable.place, reading.threshold);
    const verified =
      session.byNetwork === null
        ? verifiedNetwork(turned, over.blackBox, { x, margins, reading })
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
      ...describeDecisions(margins, people, rows),
    ];
    const { network, blackBox } = verified;
    return {
      ...{ name, file, featureSpace, network, blackBox, interface: described, reads: kind, inferred },
      runtime: session.runtime,
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

interface NetworkOver {
  readonly network: Network | null;
  readonly blackBox: string | null;
}

/** The network of a file over encoded columns, as the file has its classes. */
function networkOver({ recognition }: ReadModel, { columns, featureSpace }: BoundColumns): NetworkOver {
  if (!('network' in recognition)) return { network: null, blackBox: recognition.blackBox };
  if (columns === null || 'why' in columns) return { network: null, blackBox: columns?.why ?? null };
  const { network } = recognition;
  const classes = network.layers.at(-1)!.bias.length;
  if (classes !== 2)
    return { network: null, blackBox: `Its network tells ${classes} classes apart, a decision two.` };
  return { network: foldColumns(network, columns.columns, featureSpace.width), blackBox: null };
}

/** What the margins of the file say of its network. */
function verifiedNetwork(
  network: Network | null,
  blackBox: string | null,
  {
    x,
    margins,
    reading,
  }: { readonly x: NDArray; readonly margins: Float32Array; readonly reading: MarginReading },
): NetworkOver & { readonly notes: readonly string[] } {
  if (network === null) return { network, blackBox, notes: [] };
  const products = network.layers.reduce(
    (sum, { weight }) => sum + shapeOfWeights(weight).reduce((a, b) => a * b),
    0,
  );
  const count = Math.min(margins.length, Math.max(16, Math.floor(comparedProducts / products)));
  const rows = firstRows(x, count);
  const { kind } = reading;
  const reads =
    kind === 'labels' ? kind : kind === 'logits' || kind === 'margins' ? 'margins' : 'probabilities';
  const { difference, agrees } = compareWithFile(network, rows, margins.subarray(0, count), reads);
  const shown = difference.toPrecision(2);
  if (agrees) {
    const note = `Its network was read, and answers as the file does for ${count} rows: margins differ by ${shown} at most.`;
    return { network, blackBox: null, notes: [note] };
  }
  const why =
    `Its network was read, but its margins differ by ${shown} from those of the file in ${count} rows, which is more than ` +
    'rounding.';
  return { network: null, blackBox: why, notes: [] };
}

function kindNotes({ kind, output, threshold }: MarginReading, candidate: OutputCandidate): string[] {
  const read = `Decisions are read from the ${kind === 'margins' ? 'log-odds' : kind} in "${output}"`;
  const how = candidate.kind === null ? ', judging by their values' : '';
  const labels =
    kind === 'labels' ? ' Labels say nothing of how near a decision is: margins are 1 and -1.' : '';
  const cut =
    threshold === 0 ? '' : ` People are approved above ${(1 / (1 + Math.exp(-threshold))).toPrecision(3)}.`;
  return [`${read}${how}.${labels}${cut}`];
}

interface SessionProblem {
  readonly file: ModelFile;
  readonly model: ReadModel;
  readonly inputs: BoundColumns['inputs'];
  readonly candidate: OutputCandidate;
  readonly network: Network | null;
  readonly opening: OpenModelOptions;
}

/** A session, and why it asks the network and not the file, a sentence; null where it asks the file. */
type BoundSession = FileSession & { readonly byNetwork: string | null };

/** The file in ONNX Runtime; where that cannot run it, its network. */
async function openSession({
  file,
  model,
  inputs,
  candidate,
  network,
  opening,
}: SessionProblem): Promise<BoundSession> {
  const { recognition, runs } = model;
  const askNetwork = async (why: string): Promise<BoundSession> => ({
    ...(await networkSession(network!, opening)),
    byNetwork: `${why} The network that was read from it answers in its place.`,
  });
  if (!runs) {
    const foreign = recognition.foreignOperators.join(', ');
    const why =
      file.format === 'onnx' ? `ONNX Runtime has no ${foreign}.` : 'ONNX Runtime does not run a LayersModel.';
    if (network !== null) return await askNetwork(why);
    const obstacle =
      'blackBox' in recognition ? recognition.blackBox : 'It was read as a network of other columns.';
    throw new ModelsError(
      `bindModel: ${file.name}: somebody can run the file (expected operators of ONNX Runtime, or a network that can be ` +
        `read, got ${foreign}). ${obstacle}`,
    );
  }
  try {
    const { tensor, exposes, labels } = candidate;
    const bytes =
      exposes === null
        ? file.bytes
        : exposeTensor(file.bytes, { name: tensor, type: exposes, columns: labels === null ? null : 2 });
    return { ...(await fileSession(bytes, tensor, inputs, opening)), byNetwork: null };
  } catch (error) {
    if (!(error instanceof ExecutorError) || network === null) throw error;
    return await askNetwork(error.message);
  }
}
