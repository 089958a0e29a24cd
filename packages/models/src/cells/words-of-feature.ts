import { missingLabel, type Feature } from '@cfq/datasets';

/** What the table writes for a category or level. */
export interface FeatureWord {
  /** As the table writes it; null where it writes nothing. */
  readonly word: string | null;
  /** As people call it. */
  readonly label: string;
  /** Whether it says that there is no value: nothing is written, or a special code. */
  readonly isAbsence: boolean;
  /** Other words that the table has for the same; an encoded row does not tell them apart. */
  readonly others: readonly string[];
}

function wordsFor(label: string, codes: Readonly<Record<string, string>> | undefined): string[] {
  const written = Object.entries(codes ?? {}).flatMap(([word, name]) => (name === label ? [word] : []));
  return written.length > 0 ? written : [label];
}

/** What the table writes for each category of a categorical feature, or each level of an ordinal one. */
export function wordsOfFeature(feature: Feature, special = feature.special): FeatureWord[] {
  const names = feature.categories ?? feature.labels ?? [];
  const absent = new Set(feature.absentColumns ?? []);
  return names.map((label, place): FeatureWord => {
    const isIndicator = feature.indicates !== undefined;
    const isAbsence = isIndicator
      ? place > 0
      : feature.kind === 'categorical' && absent.has(feature.start + place);
    if (!isAbsence) {
      const [word = label, ...others] = isIndicator ? [label] : wordsFor(label, feature.codes);
      return { word, label, isAbsence, others };
    }
    if (label === missingLabel) return { word: null, label, isAbsence, others: [] };
    const [word = label, ...others] = wordsFor(label, special);
    return { word, label, isAbsence, others };
  });
}
