import type { z } from 'zod';
import type { PathStep } from './document.ts';

/** What the definitions of zod's schemas have, as far as it leads to keys. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly items?: readonly z.core.$ZodType[];
  readonly options?: readonly z.core.$ZodType[];
}

/** The keys that a schema knows for the map at a path of a value; none where it is no map of known keys. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PathStep[], value: unknown): string[] {
  const {
    type,
    shape,
    innerType,
    in: input,
    valueType,
    element,
    items,
    options,
  } = schema._zod.def as unknown as Definition;
  const inner = innerType ?? (type === 'pipe' ? input : undefined);
  if (inner !== undefined) return knownKeys(inner, path, value);
  if (options !== undefined) {
    const fitting = options.filter((option) => discriminates(option, value));
    return [...new Set(fitting.flatMap((option) => knownKeys(option, path, value)))];
  }
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(shape ?? {});
  const child = shape?.[step] ?? valueType ?? element ?? items?.[Number(step)];
  return child === undefined ? [] : knownKeys(child, rest, entryOf(value, step));
}

/** Whether every literal that an option asks for stands in the value. */
function discriminates(option: z.core.$ZodType, value: unknown): boolean {
  const { shape = {} } = option._zod.def as unknown as Definition;
  return Object.entries(shape).every(([key, child]) => {
    const { type, values } = child._zod.def as unknown as { type: string; values?: readonly unknown[] };
    return type !== 'literal' || values?.includes(entryOf(value, key)) === true;
  });
}

function entryOf(value: unknown, step: PathStep): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}
