const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @throws Error for a name that is not kebab-case. */
export function assertName(kind: string, name: string, example: string): void {
  if (pattern.test(name)) return;
  throw new Error(`${kind}: a name is kebab-case (expected for instance "${example}", got "${name}").`);
}

/** `tanh-normalised` → `tanhNormalised`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `tanh-normalised` → `TanhNormalised`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** Text as it stands within single quotes. */
export function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

/** An entry of a record literal, with its key in quotes only where it needs them. */
export function recordEntry(key: string, value: string): string {
  if (key === value) return key;
  return `${/^[a-z][a-z0-9]*$/.test(key) ? key : `'${key}'`}: ${value}`;
}
