import type { LoggedCell } from '../logged-cell.ts';
import { protobufMessage, type MessageField } from './protobuf-message.ts';
import { wandbLog } from './wandb-log.ts';

/** The oldest reader that a file asks for. */
const minConsumer = '0.40.0';

/**
 * The `.wandb` file of an offline run that holds a cell, as `wandb sync` uploads one: project and name, the parameters as its
 * configuration, the metrics as its only step and its summary, and its files. Field numbers are those of `wandb_internal.proto`.
 *
 * @param project of the study that the cell belongs to
 * @param files names beside the run in its `files/`
 * @see https://github.com/wandb/wandb/blob/main/wandb/proto/wandb_internal.proto
 */
export function wandbRun(
  cell: LoggedCell,
  {
    project,
    files,
    now,
  }: { readonly project: string; readonly files: readonly string[]; readonly now: number },
): Uint8Array {
  const { runId, name, params, metrics, seconds } = cell;
  const end = now / 1000;
  const start = end - seconds;
  const item = (key: string, value: unknown) =>
    protobufMessage([
      [1, key],
      [16, JSON.stringify(value)],
    ]);
  const items = (field: number, values: Readonly<Record<string, unknown>>): MessageField[] =>
    Object.entries(values).map(([key, value]) => [field, item(key, value)]);
  const step = { ...metrics, _step: 0, _runtime: seconds, _timestamp: end };
  const seconds64 = Math.floor(start);
  const started = protobufMessage([
    [1, seconds64],
    [2, Math.floor((start - seconds64) * 1e9)],
  ]);
  const config = protobufMessage(items(1, { _wandb: {}, ...params }));
  const run = protobufMessage([
    ...([
      [1, runId],
      [3, project],
      [4, config],
      [8, name],
    ] as const),
    [17, started],
  ]);
  const listed = files.map((path): MessageField => [1, protobufMessage([[1, path]])]);
  const history = protobufMessage([...items(1, step), [2, protobufMessage([[1, 0]])]]);
  const version = protobufMessage([
    [1, 'cfq'],
    [2, minConsumer],
  ]);
  const exit = protobufMessage([
    [1, 0],
    [2, Math.round(seconds)],
  ]);
  const records: readonly MessageField[] = [
    [21, protobufMessage([[1, version]])],
    [17, run],
    [6, protobufMessage(listed)],
    [2, history],
    [3, protobufMessage(items(1, step))],
    [18, exit],
  ];
  return wandbLog(
    records.map((record, index) =>
      protobufMessage([[1, index + 1], record, [200, protobufMessage([[1, runId]])]]),
    ),
  );
}
