/** Inputs of a kernel: by name, in a list, in lists by name; some absent. */
export type KernelInput<Tensor> =
  | Tensor
  | null
  | undefined
  | readonly KernelInput<Tensor>[]
  | { readonly [name: string]: KernelInput<Tensor> };

/** Whether an object is a tensor, or what stands for one, rather than a record of them. */
function isTensor(input: object): boolean {
  return 'dtype' in input && typeof input.dtype === 'string';
}

/** The same inputs with every tensor replaced. */
export function mapInput<From, To>(input: KernelInput<From>, replace: (tensor: From) => To): KernelInput<To> {
  if (input === null || input === undefined) return undefined;
  if (Array.isArray(input)) return input.map((one: KernelInput<From>) => mapInput(one, replace));
  if (typeof input !== 'object' || isTensor(input)) return replace(input as From);
  return Object.fromEntries(
    Object.entries(input as Record<string, KernelInput<From>>).map(([name, one]) => [
      name,
      mapInput(one, replace),
    ]),
  );
}
