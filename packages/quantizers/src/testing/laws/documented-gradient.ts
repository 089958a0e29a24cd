import { expectLaw } from '@cfq/parts';
import { randomStream } from '@cfq/jit';
import { channelLayoutOfParameter, channelOf } from '../../building-blocks/channels.ts';
import type { EstimatorPoint, Quantizer } from '../../quantizer.ts';
import type { Case } from '../cases.ts';
import { where, type QuantizerLaw } from '../law.ts';
import { runGradients } from '../run-fake-quantize.ts';

const relativeStep = 1e-4;
const tolerance = 2e-3;

/** What is moved: the input (null), a parameter, or a place of a table. */
type Coordinate = null | { readonly name: string; readonly place: number | null };

/** The value of a coordinate. */
function valueAt({ x, parameters, tables = {} }: EstimatorPoint, coordinate: Coordinate): number {
  if (coordinate === null) return x;
  const { name, place } = coordinate;
  return place === null ? parameters[name]! : tables[name]![place]!;
}

/** A point with one coordinate moved. */
function moved(point: EstimatorPoint, coordinate: Coordinate, by: number): EstimatorPoint {
  const value = valueAt(point, coordinate) + by;
  if (coordinate === null) return { ...point, x: value };
  const { name, place } = coordinate;
  if (place === null) return { ...point, parameters: { ...point.parameters, [name]: value } };
  return { ...point, tables: { ...point.tables, [name]: point.tables![name]!.with(place, value) } };
}

/** Places of a table that are looked at: all of a short one, evenly spread in a long one. */
function somePlaces(table: readonly number[]): number[] {
  const stride = Math.ceil(table.length / 16);
  return Array.from(table.keys()).filter((place) => place % stride === 0);
}

/** The two one-sided slopes of the surrogate; they differ at a kink, where either is a fair gradient. */
function slopes(
  quantizer: Quantizer,
  anchor: EstimatorPoint,
  coordinate: Coordinate,
  { bits, upstream }: { readonly bits: number; readonly upstream: number },
): number[] {
  const step = relativeStep * Math.max(Math.abs(valueAt(anchor, coordinate)), 1e-3);
  const at = (by: number): number =>
    quantizer.estimator.surrogate(moved(anchor, coordinate, by), anchor, bits, upstream);
  return [(at(step) - at(0)) / step, (at(0) - at(-step)) / step];
}

/**
 * The traced gradient is that of the documented surrogate, by numerical derivatives: element by element for the input,
 * summed over its channel for each parameter (alone for one of each element), over all elements for each place of a table.
 */
export const documentedGradient: QuantizerLaw = {
  name: 'the gradient is that of the documented estimator',
  check,
};

async function check(quantizer: Quantizer, at: Case): Promise<void> {
  const { x, parameters, bits } = at;
  const upstream = randomStream(2, 'upstream', at.title, bits).normal(x.shape);
  const traced = await runGradients(quantizer, at, upstream, 'eager');
  const names = Object.keys(parameters);
  const isTable = (name: string): boolean => Object.hasOwn(quantizer.tables ?? {}, name);
  const isElementwise = (name: string): boolean => quantizer.elementwise?.includes(name) ?? false;
  const layouts = new Map(
    names
      .filter((name) => !isTable(name) && !isElementwise(name))
      .map((name) => [name, channelLayoutOfParameter('quantizerLaws', x.shape, parameters[name]!)]),
  );
  const tables = Object.fromEntries(
    names.filter(isTable).map((name) => [name, Array.from<number>(parameters[name]!.data)]),
  );
  const places = new Map<string, readonly (number | null)[]>(
    names.map((name) => [name, tables[name] ? somePlaces(tables[name]) : [null]]),
  );
  const bounds = new Map(
    names.map((name) => [name, Array.from(parameters[name]!.data, () => ({ low: 0, high: 0, size: 0 }))]),
  );
  for (let index = 0; index < x.data.length; index += 1) {
    const channel = (name: string): number =>
      isElementwise(name) ? index : channelOf(layouts.get(name)!, index);
    const anchor: EstimatorPoint = {
      x: x.data[index]!,
      parameters: Object.fromEntries(
        names.filter((name) => !isTable(name)).map((name) => [name, parameters[name]!.data[channel(name)]!]),
      ),
      tables,
    };
    const weight = upstream.data[index]!;
    const reached = { bits, upstream: weight };
    const inputSlopes = slopes(quantizer, anchor, null, reached).map((slope) => slope * weight);
    const got = traced.x.data[index]!;
    expectLaw(
      inputSlopes.some((slope) => Math.abs(slope - got) <= tolerance * Math.max(1, Math.abs(weight))),
      () =>
        `${where(quantizer, at)}: the gradient at input ${anchor.x} is ${got}, the estimator ` +
        `says ${inputSlopes.join(' or ')}.`,
    );
    for (const name of names) {
      for (const place of places.get(name)!) {
        const terms = slopes(quantizer, anchor, { name, place }, reached).map((slope) => slope * weight);
        const sum = bounds.get(name)![place ?? channel(name)]!;
        sum.low += Math.min(...terms);
        sum.high += Math.max(...terms);
        sum.size += Math.abs(terms[0]!);
      }
    }
  }
  for (const name of names) {
    const scale = quantizer.estimator.gradientScale(x.shape, parameters[name]!.shape, bits, name);
    bounds.get(name)!.forEach(({ low, high, size }, channel) => {
      if (isTable(name) && !places.get(name)!.includes(channel)) return;
      const got = traced.parameters[name]!.data[channel]! / scale;
      const slack = tolerance * Math.max(1, size);
      expectLaw(
        got >= low - slack && got <= high + slack,
        () =>
          `${where(quantizer, at)}: the unscaled gradient of ${name} is ${got}, the estimator ` +
          `says ${low}${high === low ? '' : ` to ${high}`}.`,
      );
    });
  }
}
