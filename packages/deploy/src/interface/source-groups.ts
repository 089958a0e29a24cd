import type { ColumnSource, FileInput, FileInterface } from '@cfq/network';

/** Sources of one kind, `Source`, that read the same input: they are computed together. */
export interface SourceGroup<Source extends ColumnSource = ColumnSource> {
  readonly kind: Source['kind'];
  readonly input: FileInput;
  readonly sources: readonly Source[];
  /** Columns of the network that they give. */
  readonly places: readonly number[];
}

/** The sources of a file by input and kind, in the order in which the first of each appears. */
export function sourceGroups({ inputs, columns }: FileInterface): SourceGroup[] {
  const groups = new Map<string, { sources: ColumnSource[]; places: number[] }>();
  columns.forEach((source, place) => {
    const key = JSON.stringify([source.input, source.kind]);
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
