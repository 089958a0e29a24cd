import type { FileInterface, FileOutput } from '@cfq/network';
import type { MapOutput, OnnxFile } from '@cfq/onnx';
import type { ClassLabel, OutputCandidate } from './output-candidate.ts';

/** What is known of the outputs of a file. */
export interface OutputEvidence {
  /** Outputs whose meaning was recognised. */
  readonly described: readonly FileOutput[];
  readonly maps: readonly MapOutput[];
  /** What a file of ours says of itself. */
  readonly metadata: FileInterface | null;
}

function pairOf(labels: readonly ClassLabel[] | undefined): readonly [ClassLabel, ClassLabel] | null {
  const [first, second] = labels ?? [];
  return labels?.length === 2 && first !== undefined && second !== undefined ? [first, second] : null;
}

/** Every output of a file with what is known of it. Labels of one are those of all. */
export function outputCandidates({ graph }: OnnxFile, evidence: OutputEvidence): OutputCandidate[] {
  const { described, maps, metadata } = evidence;
  const labels =
    pairOf(maps.map(({ keys }) => keys).find((keys) => keys.length === 2)) ??
    pairOf(
      [...(metadata?.outputs ?? []), ...described].find((output) => output.labels !== undefined)?.labels,
    );
  return graph.outputs.flatMap(({ name, kind }): OutputCandidate[] => {
    const map = maps.find((one) => one.name === name);
    if (map !== undefined) {
      const own = pairOf(map.keys);
      return [
        {
          ...{ name, tensor: map.tensor, exposes: map.type, kind: 'probabilities' },
          ...{ labels: own, speaksFor: 1, favourable: null },
        },
      ];
    }
    if (kind !== 'tensor') return [];
    const said = metadata?.outputs.find((output) => output.name === name);
    const known = said ?? described.find((output) => output.name === name);
    return [
      {
        ...{ name, tensor: name, exposes: null, kind: known?.kind ?? null, labels },
        // In metadata one column speaks for or against the favourable class; without them it speaks for class 1.
        speaksFor: known?.favourable ?? 1,
        favourable:
          said === undefined
            ? null
            : said.kind === 'margins' || said.kind === 'probability'
              ? 1
              : said.favourable,
      },
    ];
  });
}
