import type { Inspection } from '@cfq/onnx';
import { renderTerminal } from '../../tables/render-terminal.ts';

type Value = Inspection['inputs'][number];

/** Texts of a file without what would move the cursor. */
export const printable = (text: string): string => text.replace(/\p{C}/gu, '�');

const listed = (items: readonly string[], most = 12): string =>
  items.length > most
    ? `${items.slice(0, most).join(', ')} and ${items.length - most} more`
    : items.join(', ');

function typeOf({ kind, type, shape }: Value): string {
  if (kind !== 'tensor') return kind;
  return `${type}${shape === null ? '' : ` [${shape.map((size) => size ?? '?').join(', ')}]`}`;
}

/** `1 tensor`, `2 tensors`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What a recognised network is, layer by layer. */
function networkLines(found: Extract<Inspection['recognised'], { network: true }>): string[] {
  const { widths, columnBits, weightBits, sumGrids, activationBits, interface: fileInterface } = found;
  const layers = weightBits.map((bits, at) => {
    const grid = activationBits[at];
    const parts = [
      bits === 32 ? 'float' : counted(bits, 'bit'),
      ...(sumGrids[at]! > 0 ? ['sums rounded'] : []),
      ...(grid === null || grid === undefined ? [] : [`outputs of ${counted(grid, 'bit')}`]),
    ];
    return `${widths[at + 1]} (${parts.join(', ')})`;
  });
  const read = columnBits === null ? '' : ` of ${counted(columnBits, 'bit')}`;
  const kinds = new Map<string, number>();
  for (const { kind } of fileInterface.columns) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const columns = Array.from(kinds, ([kind, count]) => `${count} ${kind === 'number' ? 'numeric' : kind}`);
  return [
    `a network: ${counted(widths[0]!, 'column')}${read} → ${layers.join(' → ')}`,
    `columns: ${columns.join(', ')}`,
    ...fileInterface.outputs.map(
      ({ name, kind, labels }) =>
        `output ${name}: ${kind}${labels === undefined ? '' : ` ${labels.join(' or ')}`}`,
    ),
  ];
}

function recognisedLines({ recognised, foreignOperators, maps }: Inspection): string[] {
  const lines = recognised.network
    ? networkLines(recognised)
    : [
        `a black box: ${recognised.why}`,
        ...(foreignOperators.length === 0
          ? ['It can be audited, with a recourse solver that asks for its answers alone.']
          : []),
      ];
  for (const { name } of maps) lines.push(`output ${name}: a list of maps, made of probabilities`);
  if (foreignOperators.length > 0) {
    lines.push(
      `ONNX Runtime cannot run the file: it has no ${listed(foreignOperators)}.` +
        (recognised.network ? '' : ' It can neither be audited nor quantized.'),
    );
  }
  return lines;
}

function factLines(inspection: Inspection): [key: string, value: string][] {
  const { bytes, irVersion, producer, opsets, operators, functions, inputs, outputs, metadata, ours } =
    inspection;
  const sets = Object.entries(opsets).map(([domain, version]) => `${domain || 'ai.onnx'} ${version}`);
  const entries = (record: Readonly<Record<string, string>>): string[] =>
    Object.entries(record).map(
      ([key, value]) => `${key}: ${value.length > 60 ? `${value.slice(0, 60)}…` : value}`,
    );
  return [
    ['file', `${bytes} bytes, IR version ${irVersion}`],
    ['made by', producer || 'not said'],
    ['operator sets', sets.join(', ')],
    ...inputs.map((input): [string, string] => ['input', `${input.name}: ${typeOf(input)}`]),
    ...outputs.map((output): [string, string] => ['output', `${output.name}: ${typeOf(output)}`]),
    [
      'operators',
      listed(
        operators.map(({ operator, count }) => `${operator} ×${count}`),
        20,
      ),
    ],
    ...(functions.length > 0 ? [['functions', listed(functions)] as [string, string]] : []),
    ...entries(metadata).map((entry): [string, string] => ['metadata', entry]),
    ...entries(ours).map((entry): [string, string] => ['of cfq', entry]),
  ];
}

const mostTensors = 40;

/** An inspection as people read it. */
export function renderInspection(path: string, inspection: Inspection): string {
  const { tensors, tensorBytes } = inspection;
  const facts = factLines(inspection).map(([key, value]) => `  ${`${key}:`.padEnd(15)} ${value}`);
  const shown = tensors.slice(0, mostTensors);
  const rest = tensors.length - shown.length;
  const table = {
    title: `${counted(tensors.length, 'tensor')}, ${tensorBytes} bytes${rest > 0 ? `, of which ${rest} are not shown` : ''}`,
    words: true,
    columns: ['tensor', 'type', 'shape', 'bits', 'bytes'],
    rows: shown.map(({ name, type, shape, bits, bytes }) => [
      printable(name),
      type,
      shape.length === 0 ? 'one' : shape.join(' × '),
      bits === null ? '–' : String(bits),
      String(bytes),
    ]),
  };
  const lines = [path, ...recognisedLines(inspection).map((line) => `  ${line}`), '', ...facts];
  return `${lines.map(printable).join('\n')}\n\n${renderTerminal(table)}`;
}
