import type { FileInput, FileOutput } from '@cfq/network';
import type { onnx } from 'onnx-proto';
import { elementTypes, type ElementType } from '../graph/element-types.ts';

/** A value of any number of rows. */
export const rowsOf = (name: string, type: ElementType, columns: number | null): onnx.IValueInfoProto => ({
  name,
  type: {
    tensorType: {
      elemType: elementTypes[type],
      shape: { dim: [{ dimParam: 'rows' }, ...(columns === null ? [] : [{ dimValue: columns }])] },
    },
  },
});

/** What a file says of an input. */
export const inputInfo = ({ name, type, columns, flat }: FileInput): onnx.IValueInfoProto =>
  rowsOf(name, type, flat ? null : columns);

/** What a file says of an output. */
export function outputInfo({ name, kind, labels, flat }: FileOutput): onnx.IValueInfoProto {
  switch (kind) {
    case 'logits':
    case 'opposites':
    case 'complements':
    case 'probabilities':
      return rowsOf(name, 'float32', 2);
    case 'margins':
    case 'probability':
      return rowsOf(name, 'float32', flat ? null : 1);
    case 'labels':
      return rowsOf(name, typeof labels![0] === 'string' ? 'string' : 'int64', flat ? null : 1);
  }
}
