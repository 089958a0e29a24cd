import type { LayersModelInspection } from '@cfq/models';
import { renderTerminal } from '../../tables/render-terminal.ts';
import { counted, printable } from './render-inspection.ts';

const most = 40;

/** A LayersModel as people read it. */
export function renderLayersModel(path: string, inspection: LayersModelInspection): string {
  const { bytes, sha256, layers, tensors, tensorBytes, recognised } = inspection;
  const [first = 0, ...outputs] = recognised.network ? recognised.widths : [];
  const lines = [
    path,
    recognised.network
      ? `  a network: ${counted(first, 'column')} → ${outputs.join(' → ')}`
      : `  no network: ${recognised.why}`,
    ...(recognised.network ? [] : ['  Convert it to ONNX to have it asked as it is.']),
    '',
    `  folder:         ${bytes} bytes, SHA-256 ${sha256}`,
    ...layers.slice(0, most).map(({ name, className, units, activation }) => {
      const more = [units === null ? null : counted(units, 'unit'), activation].filter((one) => one !== null);
      return `  layer:          ${name}: ${className}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
    }),
    ...(layers.length > most ? [`  and ${layers.length - most} more layers`] : []),
  ];
  const rest = tensors.length - most;
  const table = {
    title: `${counted(tensors.length, 'tensor')}, ${tensorBytes} bytes${rest > 0 ? `, of which ${rest} are not shown` : ''}`,
    words: true,
    columns: ['tensor', 'type', 'shape', 'bits', 'bytes'],
    rows: tensors
      .slice(0, most)
      .map(({ name, type, shape, bits, bytes: own }) => [
        printable(name),
        printable(type),
        shape.length === 0 ? 'one' : shape.join(' × '),
        String(bits ?? '–'),
        String(own ?? '–'),
      ]),
  };
  return `${lines.map(printable).join('\n')}\n\n${renderTerminal(table)}`;
}
