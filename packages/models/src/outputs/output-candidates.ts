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

/** What is known of the classes that outputs are about. */
interface KnownClasses {
  readonly labels: readonly [ClassLabel, ClassLabel] | null;
  /** Place among `labels` of the class that descriptions call favourable. */
  readonly place: 0 | 1;
}

/** The labels of a file, by the output that gives them; `favourable` there is the place of the class it speaks of. */
function classesOf(outputs: readonly FileOutput[]): KnownClasses {
  const labelled = outputs.find((output) => output.labels !== undefined);
  const labels = pairOf(labelled?.labels);
  return labels === null ? { labels, place: 1 } : { labels, place: labelled!.favourable };
}

/** Every output of a file with what is known of it. Labels of one are those of all. */
export function outputCandidates({ graph }: OnnxFile, evidence: OutputEvidence): OutputCandidate[] {
  const { described, maps, metadata } = evidence;
  const classes = classesOf(metadata?.outputs ?? described);
  return graph.outputs.flatMap(({ name, kind, type }): OutputCandidate[] => {
    const map = maps.find((one) => one.name === name);
    if (map !== undefined) {
      return [
        {
          ...{ name, tensor: map.tensor, exposes: map.type, isFloat: true, kind: map.says },
          ...{ labels: pairOf(map.keys), speaksFor: 1, favourable: null },
        },
      ];
    }
    if (kind !== 'tensor') return [];
    const said = metadata?.outputs.find((output) => output.name === name);
    const known = said ?? described.find((output) => output.name === name);
    const isFloat = type === 'float32' || type === 'float64' || type === 'float16';
    const own = { name, tensor: name, exposes: null, isFloat, kind: known?.kind ?? null };
    if (known === undefined) return [{ ...own, labels: classes.labels, speaksFor: 1, favourable: null }];
    const { place } = classes;
    const other = place === 1 ? 0 : 1;
    if (known.kind === 'margins' || known.kind === 'probability') {
      const speaksFor = known.favourable === 1 ? place : other;
      return [{ ...own, labels: classes.labels, speaksFor, favourable: said === undefined ? null : place }];
    }
    // Columns may stand in another order than labels.
    const isTurned = known.favourable !== place;
    const labels =
      classes.labels !== null && isTurned
        ? ([classes.labels[1], classes.labels[0]] as const)
        : classes.labels;
    return [{ ...own, labels, speaksFor: 1, favourable: said === undefined ? null : said.favourable }];
  });
}
