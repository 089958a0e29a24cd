export type { Matrix } from './matrix.ts';
export type { Direction, Feature, FeatureKind, FeatureSpace } from './feature-space.ts';
export type { Column, LevelColumn, NumberColumn, Table } from './table.ts';
export type { Dataset, DatasetAbout, FeatureSpec, Provenance, SplitRule, Subgroup } from './dataset.ts';
export type { PreparedDataset, Split } from './prepared-dataset.ts';
export { DatasetError } from './dataset-error.ts';
export { missingLabel } from './missing-label.ts';

export { datasets, type DatasetEntry, type DatasetName } from './datasets.ts';
export { isDatasetName, loadDataset, type LoadDatasetOptions } from './load-dataset.ts';
export { prepareDataset, type PrepareDatasetOptions } from './prepare-dataset.ts';
export { splitRows, type RowSplit, type SplitRowsOptions } from './split-rows.ts';

export { fitFeatureSpace, type FitFeatureSpaceOptions } from './fit-feature-space.ts';
export { createEncoder } from './create-encoder.ts';
export type { EncodeRowsOptions, Encoder, ReadableRow } from './encoder.ts';

export { parseAdult, type AdultTexts } from './adult/parse-adult.ts';
export { parseBank } from './bank/parse-bank.ts';
export { parseCompas } from './compas/parse-compas.ts';
export { parseCreditDefault } from './credit-default/parse-credit-default.ts';
export { parseGerman } from './german/parse-german.ts';

export { loadCsvDataset, type CsvSource } from './csv/load-csv-dataset.ts';
export { parseCsvDataset, type ParseCsvDatasetOptions } from './csv/parse-csv-dataset.ts';
export { datasetSchema, type DatasetSchema } from './csv/dataset-schema.ts';

export {
  syntheticDataset,
  type SyntheticDataset,
  type SyntheticDatasetOptions,
} from './synthetic/synthetic-dataset.ts';
export type { BoundaryShape } from './synthetic/synthetic-boundaries.ts';
export type { Boundary } from './synthetic/boundary.ts';
export { boundaryScores } from './synthetic/boundary-scores.ts';
export { encodedBoundary, type EncodedBoundary } from './synthetic/encoded-boundary.ts';

export { originals, type OriginalName } from './originals/originals.ts';
export type { OriginalFile } from './originals/original-file.ts';
export {
  fetchOriginal,
  type FetchedOriginal,
  type FetchOriginalOptions,
} from './originals/fetch-original.ts';
export type { DownloadProgress } from './originals/download-file.ts';
export { verifyDataset, type DatasetVerification } from './originals/verify-dataset.ts';
export { tableDifferences, type TableDifference } from './table-differences.ts';

export { shifts, type ShiftName } from './shifts/shifts.ts';
export type { Shift, ShiftOptions } from './shifts/shift.ts';
