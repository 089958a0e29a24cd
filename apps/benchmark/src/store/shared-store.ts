import type { StoredStudent, Teacher, TeacherRecourse } from '@cfq/training';
import type { Spent } from '../runner/stopwatch.ts';
import type { ProvenCosts } from '../diagnostics/proven-costs.ts';
import type { TeacherGap } from '../diagnostics/teacher-gap.ts';
import type { Frontier } from '../diagnostics/action-quality/frontier.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

/** What cells share, by kind. Plain data. */
export interface SharedValues {
  /** A trained teacher without its model, which follows from the backbone. */
  readonly teacher: Omit<Teacher, 'model'>;
  /** The logistic regression that stands beside it, without its model. */
  readonly reference: Omit<Teacher, 'model'>;
  /** The teacher's actions for training rows. */
  readonly recourse: TeacherRecourse;
  /** A trained student, for cells that ask otherwise about it. */
  readonly student: StoredStudent;
  /** What the students of a teacher are held against. */
  readonly evaluation: StoredEvaluation;
  /** The cheapest actions of some people at ascending margins. */
  readonly frontier: Frontier;
  /** The least that some people must pay at the issue margins. */
  readonly provenCosts: ProvenCosts;
  /** How good the solver of the evaluation is for a teacher, told beside cells that do not ask. */
  readonly teacherGap: TeacherGap;
}

/** A kind of {@link SharedValues}. */
export type SharedKind = keyof SharedValues;

/** Something computed once, with what that took. */
export interface Artifact<Value> {
  readonly value: Value;
  readonly spent: Spent;
}

/** Where what cells share is kept, by a hash of everything it depends on. */
export interface SharedStore {
  /** What is kept, or undefined where there is nothing whole. */
  read<Kind extends SharedKind>(
    kind: Kind,
    key: string,
  ): MaybeLater<Artifact<SharedValues[Kind]> | undefined>;
  write<Kind extends SharedKind>(
    kind: Kind,
    key: string,
    artifact: Artifact<SharedValues[Kind]>,
  ): MaybeLater<void>;
}

/** At once, or where something beyond this machine has answered. */
type MaybeLater<Value> = Value | Promise<Value>;

/** A shared store of this machine, which answers at once. */
export interface LocalSharedStore extends SharedStore {
  read<Kind extends SharedKind>(kind: Kind, key: string): Artifact<SharedValues[Kind]> | undefined;
  write<Kind extends SharedKind>(kind: Kind, key: string, artifact: Artifact<SharedValues[Kind]>): void;
}
