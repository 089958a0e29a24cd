import type { ColumnSource, FileInput, FileInterface } from '@cfq/network';

/** Sources of one kind, `Source`, with equally many codes, that read the same input: they are computed together. */
export interface SourceGroup<Source extends ColumnSource = ColumnSource> {
  readonly kind: Source['kind'];
  readonly input: FileInput;
  readonly sources: readonly Source[];
  /** Columns of the network that they give. */
  readonly places: readonly number[];
}

const codesOf = (source: ColumnSource): number =>
  source.kind === 'number' || source.kind === 'present' ? (source.codes?.length ?? 0) : 0;

/** The sources of a file by input, kind and number of codes, in the order in which the first of each appears. */
export function sourceGroups({ inputs, columns }: FileInterface): SourceGroup[] {
  const groups = new Map<string, { sources: ColumnSource[]; places: number[] }>();
  columns.forEach((source, place) => {
    const key = JSON.stringify([source.input, source.kind, codesOf(source)]);
    const group = groups.get(key) ?? { sources: [], places: [] };
    groups.set(key, group);
    group.sources.push(source);
    group.places.push(place);
  });
  return [...groups.values()].map(({ sources, places }) => ({
    kind: sources[0]!.kind,
    input: inputs.find(({ name }) => name === sources[0]!.input)!,
    sources,
    places,
  }));
}
