import type { AuditResult } from '../../result/audit-result.ts';

/** Keys whose strings are words of the format, and of which nobody else chooses what they hold. */
const fixed = new Set([
  ...[
    'schema',
    'outcome',
    'format',
    'kind',
    'severity',
    'verdict',
    'interval',
    'unit',
    'better',
    'metric',
    'id',
  ],
  ...[
    'sha256',
    'schemaSha256',
    'runtime',
    'optimization',
    'file',
    'to',
    'made',
    'solver',
    'cost',
    'reads',
    'step',
  ],
]);

/** An audit with every string that comes from files, data or people followed by a text; keys of records too. */
export function renamed(result: AuditResult, by: string): AuditResult {
  const rename = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return fixed.has(key) ? value : value + by;
    if (Array.isArray(value)) return value.map((one) => rename(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, rename(held, name)]));
  };
  return rename(result, '') as AuditResult;
}

/** What a name may hold to become markup, an expression, a link, another line, or the end of a section. */
export const hostile =
  "</title><script>alert(1)</script>\"' onload='x' &lt; {{7*7}} ${{ secrets.X }} ]]> | ||\\| `` [a](javascript:x) " +
  '![b](http://x.example/y) @octocat #12 www.example.com <!-- --> \r\n# head\n- item\n\n\u0000\u0007\u202e\u2028\u200b\ud800$x$ ~~z~~';
