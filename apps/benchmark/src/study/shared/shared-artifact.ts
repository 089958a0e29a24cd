import { stopwatch } from '../../runner/stopwatch.ts';
import type { Phase, Timing } from '../../runner/timing.ts';
import type { Artifact, SharedKind, SharedStore, SharedValues } from '../../store/shared-store.ts';

/** Something that cells share, and how to compute it. */
export interface SharedWork<Kind extends SharedKind> {
  readonly kind: Kind;
  /** Of everything it depends on. */
  readonly key: string;
  readonly phase: Phase;
  readonly compute: () => Promise<SharedValues[Kind]>;
}

/** Where shared work is looked for first and kept afterwards, and who is told what it took. */
export interface SharedPlace {
  readonly shared: SharedStore;
  readonly onTiming: (one: Timing) => void;
}

/**
 * Something that cells share, from the store or computed now, with what computing it took, whenever that was.
 *
 * @throws what computing it throws
 */
export async function sharedArtifact<Kind extends SharedKind>(
  { kind, key, phase, compute }: SharedWork<Kind>,
  { shared, onTiming }: SharedPlace,
): Promise<Artifact<SharedValues[Kind]>> {
  const kept = await shared.read(kind, key);
  if (kept !== undefined) {
    onTiming({ phase, ...kept.spent, reused: true });
    return kept;
  }
  const watch = stopwatch();
  const value = await compute();
  const artifact = { value, spent: watch.lap() };
  onTiming({ phase, ...artifact.spent, reused: false });
  await shared.write(kind, key, artifact);
  return artifact;
}
