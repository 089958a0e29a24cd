const addresses = import.meta.glob<string>('../../../data/live/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});
const fetched = new Map<string, Promise<unknown>>();

/** A file of `data/live`, fetched once. */
export function storedFile<Content>(name: string): Promise<Content> {
  const address = addresses[`../../../data/live/${name}.json`]!;
  let content = fetched.get(name);
  if (content === undefined) {
    content = fetch(address).then((response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return response.json();
    });
    content.catch(() => fetched.delete(name));
    fetched.set(name, content);
  }
  return content as Promise<Content>;
}
