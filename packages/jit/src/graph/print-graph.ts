import { typeName, type Attribute, type Graph, type Value } from './types.ts';

function constantText(value: Value): string {
  const data = value.data ?? new Float32Array();
  const shown = Array.from(data.slice(0, 4), (x) => String(Number(x.toPrecision(6)))).join(' ');
  return `${typeName(value)}{${shown}${data.length > 4 ? ' …' : ''}}`;
}

function attributeText(name: string, attribute: Exclude<Attribute, { kind: 'graph' }>): string {
  const { value } = attribute;
  return `${name}=${typeof value === 'object' ? `[${value.join(' ')}]` : String(value)}`;
}

/**
 * A stable text form of a graph, one node a line. Values are numbered in order of appearance, so equal graphs
 * print equally whatever happened before.
 */
export function printGraph(graph: Graph): string {
  const names = new Map<Value, string>();
  const nameOf = (value: Value): string => {
    if (value.data !== undefined) return constantText(value);
    const name = names.get(value) ?? `%${names.size}`;
    names.set(value, name);
    return name;
  };
  const print = (inner: Graph, indent: string): string[] => {
    const lines = [`${indent}(${inner.inputs.map((v) => `${nameOf(v)}: ${typeName(v)}`).join(', ')}) {`];
    for (const node of inner.nodes) {
      const inputs = node.inputs.map((value) => (value === null ? '_' : nameOf(value))).join(', ');
      const plain: string[] = [];
      const bodies: string[] = [];
      for (const [key, value] of Object.entries(node.attributes)) {
        if (value.kind === 'graph') bodies.push(...print(value.value, `${indent}    `));
        else plain.push(attributeText(key, value));
      }
      const outputs = node.outputs.map((value) => `${nameOf(value)}: ${typeName(value)}`).join(', ');
      const attributes = plain.length === 0 ? '' : ` <${plain.join(', ')}>`;
      lines.push(`${indent}  ${outputs} = ${node.op}(${inputs})${attributes}`, ...bodies);
    }
    lines.push(`${indent}  return ${inner.outputs.map(nameOf).join(', ')}`, `${indent}}`);
    return lines;
  };
  return print(graph, '').join('\n');
}
