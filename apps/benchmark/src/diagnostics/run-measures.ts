import type { CellSettings } from '../cells/cell-settings.ts';
import { measureCertificates } from './certificates.ts';
import { measureLayerErrors } from './layer-errors.ts';
import type { MeasureContext } from './measure-context.ts';
import type { Measured } from './measured.ts';
import { measureRobustRecourse } from './robust-recourse.ts';
import { measureSubgroups } from './subgroups.ts';

/** Every measure by the field of the cell it fills: null where the settings do not ask for it. */
const measures: {
  readonly [Field in keyof Measured]: (
    context: MeasureContext,
    wanted: CellSettings['measure'],
  ) => Promise<Measured[Field]>;
} = {
  certificates: async (context, { certificates }) =>
    certificates === null ? null : measureCertificates(context, certificates),
  subgroups: async (context, { subgroups }) => (subgroups ? measureSubgroups(context) : null),
  robustRecourse: async (context, { robustRecourse }) =>
    robustRecourse === null ? null : measureRobustRecourse(context, robustRecourse),
  layerErrors: async (context, { layerErrors }) => (layerErrors ? measureLayerErrors(context) : null),
};

/** Measures, one after the other, what the settings ask for beside the protocol's aggregates. */
export async function runMeasures(
  context: MeasureContext,
  wanted: CellSettings['measure'],
): Promise<Measured> {
  const { certificates, subgroups, robustRecourse, layerErrors } = measures;
  return {
    certificates: await certificates(context, wanted),
    subgroups: await subgroups(context, wanted),
    robustRecourse: await robustRecourse(context, wanted),
    layerErrors: await layerErrors(context, wanted),
  };
}
