export type { Matrix } from './encoding/matrix.ts';
export type { Direction, Feature, FeatureKind, FeatureSpace } from './encoding/feature-space.ts';
export { plausibilityKinds } from './policies/action-policy.ts';
export type {
  ActionPolicy,
  ActionRelation,
  ColumnRule,
  FeatureRule,
  MaxChange,
  PlausibilityRule,
  TimeToAct,
} from './policies/action-policy.ts';
export type { PolicyScope } from './policies/policy-target.ts';
export type { LevelColumn, NumberColumn, SpecialCodes, Table, TableColumn } from './tables/table.ts';
export type { Subgroup } from './tables/subgroup.ts';
export type { FeatureSpec } from './dataset/feature-spec.ts';
export type { SplitRule } from './splits/split-rule.ts';
export type {
  Dataset,
  DatasetAbout,
  DatasetContent,
  DatasetDefinition,
  DatasetLabel,
  LoadedDataset,
  LoadOptions,
} from './dataset/dataset.ts';
export type { PreparedDataset } from './splits/prepared-dataset.ts';
export type { Split } from './splits/split.ts';
export { DatasetError } from './internals/dataset-error.ts';
export { missingLabel } from './tables/missing-label.ts';

export { dataset, datasets, type DatasetName } from './sets/datasets.ts';
export * from './sets/catalogue.ts';
export { defineDataset } from './dataset/define-dataset.ts';
export { describeTable, type TableDescription } from './dataset/describe-table.ts';
export { mergedLevels } from './tables/merged-levels.ts';
export { bandsOf } from './tables/bands-of.ts';

export { parseActionPolicy } from './policies/parse-action-policy.ts';
export { checkPolicy } from './policies/check-policy.ts';
export { namedPolicy } from './policies/named-policy.ts';
export { relatedFeatures } from './policies/related-features.ts';
export { relationsAmong } from './policies/relations-among.ts';
export { whyNobodyActs } from './policies/why-nobody-acts.ts';
export { policyOf } from './policies/policy-of.ts';
export { describeRule } from './policies/describe-rule.ts';

export { prepareDataset, type PrepareDatasetOptions } from './splits/prepare-dataset.ts';
export { splitRows, type RowSplit, type SplitRowsOptions } from './splits/split-rows.ts';
export { takeSplitRows } from './splits/take-split-rows.ts';

export { fitFeatureSpace, type FitFeatureSpaceOptions } from './encoding/fit-feature-space.ts';
export { decodeNumber, type NumberScale } from './encoding/decode-number.ts';
export { wholeNumberSteps } from './encoding/whole-number-steps.ts';
export { createEncoder } from './encoding/create-encoder.ts';
export type { EncodeRowsOptions, Encoder, ReadableRow } from './encoding/encoder.ts';
export { readableRows, type ReadableRowsInput } from './people/readable-rows.ts';

export { loadCsvDataset, type CsvSource } from './csv/load-csv-dataset.ts';
export { parseCsvDataset, type ParseCsvDatasetOptions } from './csv/parse-csv-dataset.ts';
export type { People, PeopleColumn } from './people/people.ts';
export { effortsOf, effortsWithin, type EffortsOfInput, type PersonEfforts } from './people/efforts-of.ts';
export { loadPeople } from './people/load-people.ts';
export { parsePeople, type ParsePeopleOptions } from './people/parse-people.ts';
export { peopleAsDataset } from './people/people-as-dataset.ts';
export { checkDocument, type CheckDocumentOptions, type CheckedDocument } from './yaml/check-document.ts';
export { parseYaml, type ParsedYaml, type YamlFault } from './yaml/parse-yaml.ts';
export type { PathStep } from './yaml/document.ts';
export type { ReadYamlOptions } from './yaml/read-yaml.ts';
export { decodeText, type DecodeTextOptions } from './text/decode-text.ts';
export { datasetSchema, peopleSchema, type DatasetSchema, type PeopleSchema } from './csv/dataset-schema.ts';

export {
  syntheticDataset,
  type SyntheticDataset,
  type SyntheticDatasetOptions,
} from './sets/synthetic/synthetic-dataset.ts';
export type { BoundaryShape } from './sets/synthetic/synthetic-boundaries.ts';
export type { Boundary } from './sets/synthetic/boundary.ts';
export { boundaryScores } from './sets/synthetic/boundary-scores.ts';
export { encodedBoundary, type EncodedBoundary } from './sets/synthetic/encoded-boundary.ts';

export type { OriginalFile } from './originals/original-file.ts';
export {
  fetchOriginal,
  type FetchedOriginal,
  type FetchOriginalOptions,
} from './originals/fetch-original.ts';
export type { DownloadProgress } from './originals/download-file.ts';
export { verifyDataset, type DatasetVerification } from './originals/verify-dataset.ts';
export { tableDifferences, type TableDifference } from './tables/table-differences.ts';

export { shifts, type ShiftName } from './shifts/shifts.ts';
export type { Shift, ShiftOptions } from './shifts/shift.ts';
