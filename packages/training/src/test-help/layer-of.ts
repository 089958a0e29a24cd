import type { AffineWeights, Layer } from '@cfq/network';
import type { DeployedStudent } from '../scheme/deployed-student.ts';

/** A layer of what is deployed, by name. */
export function layerOf({ network }: DeployedStudent, name: string): Layer {
  const found = network.layers.find((layer) => layer.name === name);
  if (found === undefined) throw new Error(`no layer ${name}`);
  return found;
}

/** The integer codes of a deployed layer. */
export function codesOf(deployed: DeployedStudent, name: string): AffineWeights {
  const { weight } = layerOf(deployed, name);
  if (weight.kind !== 'affine') throw new Error(`${name} has no affine codes`);
  return weight;
}
