import { readableRows, parsePeople, type ActionPolicy, type ReadableRow } from '@cfq/datasets';
import { decodeWeights, denseNetwork, type Network } from '@cfq/network';
import { bindModel, readModelFile, type BoundModel, type ModelFile } from '@cfq/models';
import { uniformSymmetric } from '@cfq/quantizers';
import { DocsError } from '../docs-error.ts';
import { liveBits, type LiveBits, type LiveStart, type LiveStudents } from './live-data.ts';
import { liveMargin } from './live-model.ts';
import { oddNumbers } from './odd-numbers.ts';
import { ownNames } from './own-names.ts';
import { readersSentence } from './readers-sentence.ts';
import { storeNetwork, type StoredNetwork } from './stored-network.ts';

/** A file that a reader gives to the page. */
interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A reader's own model and people. */
export interface OwnFiles {
  /** ONNX. */
  readonly model: GivenFile;
  /** A smaller model of the same people, ONNX, that answers beside the rounded ones. */
  readonly smaller?: GivenFile | undefined;
  readonly csv: GivenFile;
  /** YAML or JSON: what the columns are. */
  readonly schema: GivenFile;
}

/** What the page works with instead of a data set of its own. */
export interface OwnScene {
  readonly start: LiveStart;
  readonly teacher: StoredNetwork;
  /** The model rounded to each width, and the smaller model beside it. */
  readonly students: readonly LiveStudents[];
  /** What was inferred of the files, a sentence each. */
  readonly inferred: readonly string[];
  /** What looks wrong in the table, a sentence each. */
  readonly warnings: readonly string[];
}

/** People who are shown. */
const mostPeople = 60;

/**
 * A reader's own files as a scene of the live page. The model has to be a network of dense layers and ReLU between them,
 * since only of such is anything proven.
 *
 * @throws DocsError where it is no such network, or denies nobody; and what the readers of the three files throw.
 */
export async function ownScene({ model, smaller, csv, schema }: OwnFiles): Promise<OwnScene> {
  const text = new TextDecoder().decode(schema.bytes);
  const files = { csvFile: csv.name, schemaFile: schema.name };
  const people = parsePeople({ csv: csv.bytes, schema: text, ...files });
  await using bound = await boundTo(model, { people }, 'advise --input-map');
  const { network, featureSpace } = bound;
  if (network === null) throw refusal(model.name, bound.blackBox, 'advise');
  const rounds = whatItRounds(network);
  if (rounds !== null) throw refusal(model.name, rounds, 'advise');
  const everybody = readableRows(people);
  const denied = everybody.filter((row) => liveMargin(network, featureSpace, row) <= 0).slice(0, mostPeople);
  if (denied.length === 0) {
    throw new DocsError(
      `${model.name} denies somebody of ${csv.name} (expected at least one person, got none of ${everybody.length}). ` +
        'Is the favourable outcome the one that the schema names?',
    );
  }
  const beside = smaller && (await smallerNetwork(smaller, people, featureSpace));
  const numeric = featureSpace.features.filter(({ kind }) => kind === 'numeric');
  const policy = Object.values(people.policies)[0] ?? noPolicy;
  return {
    start: {
      ...{ dataset: model.name, seed: 0, featureSpace, policy, people: denied },
      margins: denied.map((row) => liveMargin(network, featureSpace, row)),
      ranges: Object.fromEntries(numeric.map(({ name }) => [name, rangeOf(everybody, name)])),
    },
    teacher: storeNetwork(network),
    students: liveBits.map((bits) => ({
      bits,
      students: [
        { method: ownNames.rounded, network: storeNetwork(roundedNetwork(network, bits)) },
        ...(beside ? [{ method: ownNames.smaller, network: storeNetwork(beside) }] : []),
      ],
    })),
    inferred: bound.inferred,
    warnings: [...oddNumbers(people, csv.name), ...people.warnings],
  };
}

const noPolicy: ActionPolicy = { name: 'none', description: 'what the schema permits', features: {} };

/**
 * A network with its weights rounded to the nearest level after training, symmetric, a least-squares step each output
 * (`uniform-symmetric` of `@cfq/quantizers`). Biases stay as they are.
 */
export function roundedNetwork(network: Network, bits: LiveBits): Network {
  return denseNetwork(
    network.layers.map((layer) => {
      const weight = decodeWeights(layer.weight);
      const { scale } = uniformSymmetric.init(weight, bits, { axis: 1, observer: 'mse' });
      return { ...layer, weight: uniformSymmetric.encode(weight, { scale }, bits) };
    }),
  );
}

async function smallerNetwork(
  file: GivenFile,
  people: ReturnType<typeof parsePeople>,
  featureSpace: LiveStart['featureSpace'],
): Promise<Network> {
  await using bound = await boundTo(file, { people, featureSpace }, 'audit --student-input-map');
  const { network, blackBox } = bound;
  if (network === null) throw refusal(file.name, blackBox, 'audit');
  if (network.inputGrid !== null) throw refusal(file.name, roundedColumns, 'audit');
  return network;
}

/** A model file as it is read; what is none is refused by its name. */
async function fileOf({ name, bytes }: GivenFile): Promise<ModelFile> {
  try {
    return await readModelFile(bytes, { name });
  } catch (error) {
    throw new DocsError(`${name} cannot be read. ${readersSentence(error)}`, { cause: error });
  }
}

/** A model file bound to people; where it asks for an input map, which this page does not take, it says who does. */
async function boundTo(
  file: GivenFile,
  options: Parameters<typeof bindModel>[1],
  command: string,
): Promise<BoundModel> {
  const read = await fileOf(file);
  try {
    return await bindModel(read, options);
  } catch (error) {
    const [said, isAsked] = readersSentence(error).split('Say it in an input map:');
    if (isAsked === undefined) throw error;
    throw new DocsError(`${said}This page takes no input map. The command \`cfq ${command}\` does.`, {
      cause: error,
    });
  }
}

const roundedColumns = 'it rounds the columns of a row before its first layer reads them';

/** What keeps a promise of a network from being proven, in words; null where nothing does. */
function whatItRounds({ inputGrid, layers }: Network): string | null {
  if (inputGrid !== null) return roundedColumns;
  if (layers.some(({ sumGrids }) => sumGrids.length > 0)) {
    return 'it rounds sums within its layers, and of such a model no cheapest action is proven';
  }
  return layers.slice(0, -1).some(({ activation }) => activation !== 'relu')
    ? 'two of its layers have no ReLU between them'
    : null;
}

/** @param command That of `cfq` which takes any ONNX file for the same end. */
function refusal(name: string, why: string | null, command: 'advise' | 'audit'): DocsError {
  return new DocsError(
    `This page cannot open ${name}: ${obstacle(why)}. It opens dense layers with ReLU between them. The command ` +
      `\`cfq ${command}\` takes any ONNX file.`,
  );
}

/** What stands in the way, as a part of a sentence. */
function obstacle(why: string | null): string {
  if (why === null) return 'it is no such network';
  const [, operator, message] = /^(\S+ ".*") stands in the way: (.*)\.$/.exec(why) ?? [];
  if (operator === undefined) return why.replace(/\.$/, '');
  if (operator.includes('TreeEnsemble')) return `it is a tree model (${operator})`;
  return `its operator ${operator} stands in the way (${message})`;
}

function rangeOf(rows: readonly ReadableRow[], name: string): readonly [number, number] {
  const values = rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : []));
  return [
    values.reduce((low, value) => Math.min(low, value), Infinity),
    values.reduce((high, value) => Math.max(high, value), -Infinity),
  ];
}
