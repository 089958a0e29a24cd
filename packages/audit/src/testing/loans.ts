import { createEncoder, fitFeatureSpace, parsePeople, type FeatureSpace, type People } from '@cfq/datasets';
import { randomStream } from '@cfq/jit';
import { denseNetwork, referenceLogits, type DenseLayerInput, type Network } from '@cfq/network';

const housings = ['own', 'rent', 'free'];
const purposes = ['car', 'education', 'furniture', 'business'];

/** So many applicants for a loan, drawn by the seed, with the outcome in column `paid` where that is wanted. */
export function loans(rows = 240, { outcomes = true, seed = 1 } = {}): People {
  const drawn = randomStream(seed, 'loans').uniform([rows, 6]).data;
  const text = Array.from({ length: rows }, (_, row) => {
    const [income = 0, amount = 0, housing = 0, purpose = 0, sex = 0, paid = 0] = drawn.subarray(6 * row);
    return [
      Math.round(800 + 4200 * income),
      100 * Math.round(5 + 95 * amount),
      housings[Math.floor(3 * housing)],
      purposes[Math.floor(4 * purpose)],
      sex < 0.5 ? 'female' : 'male',
      ...(outcomes ? [paid < 0.5 ? 'yes' : 'no'] : []),
    ].join(',');
  });
  const header = ['income', 'amount', 'housing', 'purpose', 'sex', ...(outcomes ? ['paid'] : [])].join(',');
  return parsePeople({
    csv: [header, ...text].join('\n'),
    schema: {
      name: 'loans',
      ...(outcomes && { label: { column: 'paid', favourable: 'yes' } }),
      columns: {
        income: { kind: 'numeric', integer: true },
        amount: { kind: 'numeric', unit: 'EUR', step: 100 },
        housing: { kind: 'categorical' },
        purpose: { kind: 'categorical', immutable: true },
        sex: { kind: 'categorical', immutable: true },
      },
      subgroups: { sex: { column: 'sex' } },
      sparsity: 3,
    },
  });
}

/** How their rows are encoded. */
export function spaceOf(people: People): FeatureSpace {
  const trainRows = Int32Array.from({ length: people.table.rows }, (_, row) => row);
  return fitFeatureSpace({ ...people, trainRows });
}

/** A teacher of two hidden layers over encoded rows, which approves half of the applicants. */
export function loanTeacher(people: People, featureSpace: FeatureSpace): Network {
  const layer = (name: string, inputs: number, outputs: number): DenseLayerInput & { bias: Float32Array } => {
    const stream = randomStream(3, name);
    const weight = stream.split('weight').normal([inputs, outputs]);
    const bias = stream.split('bias').normal([outputs]).data;
    return {
      weight: { data: Float32Array.from(weight.data, (one) => one / Math.sqrt(inputs)), shape: weight.shape },
      bias: Float32Array.from(bias, (one) => one / 4),
    };
  };
  const layers = [layer('a', featureSpace.width, 12), layer('b', 12, 8), layer('c', 8, 2)];
  const { data, shape } = createEncoder(featureSpace).encodeTable(people.table);
  const logits = referenceLogits(denseNetwork(layers), { data, shape: [...shape] }).data;
  const margins = Float64Array.from(
    { length: shape[0] },
    (_, row) => logits[2 * row + 1]! - logits[2 * row]!,
  );
  margins.sort();
  // Between the two in the middle, so that nobody stands on the boundary.
  layers[2]!.bias[1]! -= (margins[(shape[0] >> 1) - 1]! + margins[shape[0] >> 1]!) / 2;
  return denseNetwork(layers);
}
