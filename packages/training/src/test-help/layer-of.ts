import type { AffineWeights, CodebookWeights, Layer } from '@cfq/network';
import type { DeployedStudent } from '../scheme/deployed-student.ts';

/** A layer of what is deployed, by name. */
export function layerOf({ network }: DeployedStudent, name: string): Layer {
  const found = network.layers.find((layer) => layer.name === name);
  if (found === undefined) throw new Error(`no layer ${name}`);
  return found;
}

/** The weights of a deployed layer, which have codes. */
export function codedOf(deployed: DeployedStudent, name: string): AffineWeights | CodebookWeights {
  const { weight } = layerOf(deployed, name);
  if (weight.kind === 'float') throw new Error(`${name} has no codes`);
  return weight;
}

/** The integer codes of a deployed layer on a uniform grid. */
export function codesOf(deployed: DeployedStudent, name: string): AffineWeights {
  const { weight } = layerOf(deployed, name);
  if (weight.kind !== 'affine') throw new Error(`${name} has no affine codes`);
  return weight;
}
