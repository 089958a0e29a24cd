import { readableRows, parsePeople, type ActionPolicy, type ReadableRow } from '@cfq/datasets';
import { decodeWeights, denseNetwork, type Network } from '@cfq/network';
import { bindModel, readModelFile } from '@cfq/models';
import { uniformSymmetric } from '@cfq/quantizers';
import { DocsError } from '../docs-error.ts';
import { liveBits, type LiveBits, type LiveStart, type LiveStudents } from './live-data.ts';
import { liveMargin } from './live-model.ts';
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
  await using bound = await bindModel(await readModelFile(model.bytes, { name: model.name }), { people });
  const { network, featureSpace } = bound;
  if (network === null) throw refusal(model.name, bound.blackBox);
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
        { method: 'rounded', network: storeNetwork(roundedNetwork(network, bits)) },
        ...(beside ? [{ method: smaller.name, network: storeNetwork(beside) }] : []),
      ],
    })),
    inferred: bound.inferred,
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
  { name, bytes }: GivenFile,
  people: ReturnType<typeof parsePeople>,
  featureSpace: LiveStart['featureSpace'],
): Promise<Network> {
  await using bound = await bindModel(await readModelFile(bytes, { name }), { people, featureSpace });
  if (bound.network === null) throw refusal(name, bound.blackBox);
  return bound.network;
}

function refusal(name: string, why: string | null): DocsError {
  return new DocsError(
    `${name} is a network that this page can open (expected dense layers with ReLU between them, got something else). ` +
      `${why ?? ''} Any other model: cfq advise.`,
  );
}

function rangeOf(rows: readonly ReadableRow[], name: string): readonly [number, number] {
  const values = rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : []));
  return [
    values.reduce((low, value) => Math.min(low, value), Infinity),
    values.reduce((high, value) => Math.max(high, value), -Infinity),
  ];
}
