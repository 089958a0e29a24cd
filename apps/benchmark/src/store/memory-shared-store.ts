import type { Artifact, LocalSharedStore, SharedKind, SharedValues } from './shared-store.ts';

/** A shared store in memory, as long as it is referenced: for work on one teacher. */
export function memorySharedStore(): LocalSharedStore {
  const kept: { readonly [Kind in SharedKind]: Map<string, Artifact<SharedValues[Kind]>> } = {
    teacher: new Map(),
    reference: new Map(),
    recourse: new Map(),
    student: new Map(),
    evaluation: new Map(),
    frontier: new Map(),
    provenCosts: new Map(),
    teacherGap: new Map(),
  };
  return {
    read: (kind, key) => kept[kind].get(key),
    write: (kind, key, artifact) => {
      kept[kind].set(key, artifact);
    },
  };
}
