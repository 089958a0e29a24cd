import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import { beforeAll, describe, expect, it } from 'vitest';

import type { AuditResult } from '../result/audit-result.ts';
import { escapeHtml, html } from './html/markup.ts';
import { renderAuditHtml } from './html/render-audit-html.ts';
import { renderAuditJunit } from './junit/render-audit-junit.ts';
import { codeBlock, codeSpan, escapeMarkdown } from './markdown/escape-markdown.ts';
import { renderAuditMarkdown } from './markdown/render-audit-markdown.ts';
import { renderAuditSarif } from './sarif/render-audit-sarif.ts';
import { uriOf } from './sarif/uri-of.ts';
import { exampleAudit } from './testing/example-audit.ts';
import { hostile, renamed } from './testing/renamed.ts';
import { visibleText } from './text/visible-text.ts';

const require = createRequire(import.meta.url);

let result: AuditResult;
let attacked: AuditResult;
let harmless: AuditResult;
beforeAll(async () => {
  result = await exampleAudit();
  attacked = renamed(result, hostile);
  harmless = renamed(result, ' plain');
});

/** Characters that no report should hold: those nobody sees, which also turn text round. */
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\u202a-\u202e\ud800-\udfff](?![\udc00-\udfff])/u;

describe('renderAuditHtml', () => {
  /** Every tag with the names of its attributes, in order: the structure of a page. */
  const structureOf = (page: string) =>
    Array.from(
      page.matchAll(/<(\/?[a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?>/gu),
      ([, tag, attributes]) =>
        [tag, ...Array.from(attributes!.matchAll(/([\w:-]+)(?:="[^"]*")?/gu), ([, name]) => name)].join(' '),
    );

  it('has one structure whatever names hold, and no script', () => {
    const page = renderAuditHtml(attacked);
    expect(structureOf(page)).toEqual(structureOf(renderAuditHtml(harmless)));
    expect(page.match(/<(?!\/?[a-z!])/giu)).toBeNull();
    expect(page).not.toMatch(/<script|\{\{|\son\w+="/iu);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(unseen);
    expect(page).toContain('default-src &#39;none&#39;');
  });

  it('says what was found, who is affected and how to repeat it, and loads nothing', () => {
    const page = renderAuditHtml(result);
    expect(page).toContain('Outside limits');
    for (const id of ['summary', 'changes', 'affected', 'evidence', 'repeat'])
      expect(page).toContain(`id="${id}"`);
    const [first] = result.promises.broken;
    expect(page).toContain(escapeHtml(first!.action.sentence));
    expect(page).toContain(result.student.sha256);
    expect(page).toContain(result.command!);
    for (const { id } of result.numbers.filter(({ kappa }) => kappa === null))
      expect(page).toContain(`<code>${id}</code>`);
    expect(page).not.toMatch(/\b(?:src|href)=|url\(|@import|NaN|undefined</u);
    expect(renderAuditHtml(JSON.parse(JSON.stringify(result)) as AuditResult)).toBe(page);
  });

  it('cuts long lists and says so', () => {
    const [one] = result.swapSet.people;
    const people = Array.from({ length: 5000 }, (_, i) => ({ ...one!, line: i + 2 }));
    const page = renderAuditHtml({ ...result, swapSet: { ...result.swapSet, people } });
    expect(page).toContain('The first 120 of 5,000 are shown');
    expect(page.length).toBeLessThan(150_000);
  });

  it('is made of two identical files without limits too', () => {
    const page = renderAuditHtml({
      ...result,
      ...{ identical: true, outcome: 'no-limits', limits: null, findings: [], command: null },
      swapSet: { toApproved: 0, toDenied: 0, people: [] },
    });
    expect(page).toContain('No limits set');
    expect(page).toContain('Nobody is decided about otherwise');
  });
});

describe('html', () => {
  it('escapes what is put in, but markup', () => {
    const name = '<b a="1">\'`{{x}}';
    expect(html`<i title="${name}">${[name, html`<u>${1}</u>`, null, false]}</i>`.text).toBe(
      `<i title="${escapeHtml(name)}">${escapeHtml(name)}<u>1</u></i>`,
    );
    expect(escapeHtml(name)).toBe('&lt;b a=&quot;1&quot;&gt;&#39;&#96;&#123;&#123;x&#125;&#125;');
  });
});

describe('renderAuditMarkdown', () => {
  it('has one structure whatever names hold', () => {
    const [bad, good] = [renderAuditMarkdown(attacked), renderAuditMarkdown(harmless)];
    const shapeOf = (text: string) =>
      text
        .split('\n')
        .map((line) => [/^(?:#+ |- |\| |```)?/u.exec(line)![0], line.match(/(?<!\\)\|/gu)?.length ?? 0]);
    const beforeCommand = (text: string) => text.slice(0, text.indexOf('### How to repeat it'));
    expect(shapeOf(beforeCommand(bad))).toEqual(shapeOf(beforeCommand(good)));
    const prose = beforeCommand(bad).replace(/(`+) ?.*?[^`]\1(?!`)/gu, '');
    expect(prose).not.toMatch(/[<>]|\{\{|\[a\]|@octocat|(?<!&)#12|:\/\/|\$\{/u);
    expect(bad).not.toMatch(unseen);
  });

  it('leads with the outcome, tells the limits and ends in a new line', () => {
    const text = renderAuditMarkdown(result, { people: 3 });
    expect(text).toMatch(/^## ❌ Model audit: outside limits\n/u);
    expect(text).toMatch(/\| ❌ missed \| flips at most 0\.5 % \|/u);
    expect(text).toMatch(/[^\n]\n$/u);
    expect(text.match(/^\| \d+ \|/gmu)).toHaveLength(3);
  });

  it('shows what is written, in prose and in code', () => {
    expect(escapeMarkdown('net income <b> a|b *x* vd@0.2 (a) @me a@b.c')).toBe(
      'net income &#60;b&#62; a&#124;b &#42;x&#42; vd@0.2 (a) &#64;me a&#64;b.c',
    );
    expect(escapeMarkdown('1. one')).toBe('1&#46; one');
    expect(codeSpan('a``b')).toBe('``` a``b ```');
    expect(codeBlock('a\n```\nb')).toBe('````text\na\n```\nb\n````');
  });
});

describe('renderAuditJunit', () => {
  const parsed = (xml: string) => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => /^test(suite|case)$/u.test(name),
    });
    return (parser.parse(xml) as { testsuites: Suites }).testsuites;
  };
  type Case = Record<'@_name' | '@_classname', string> &
    Record<'failure' | 'error', { '@_message': string } | undefined>;
  type Suites = Record<string, string> & { testsuite: (Record<string, string> & { testcase: Case[] })[] };

  it('has a case for each limit and each other finding, and counts what fails', () => {
    const suites = parsed(renderAuditJunit(result));
    const [limits, findings] = suites.testsuite;
    const { verdicts } = result.limits!;
    expect(limits!.testcase.map((one) => one['@_name'])).toEqual(verdicts.map(({ rule }) => rule));
    const failing = limits!.testcase.filter(({ failure }) => failure !== undefined);
    expect(failing).toHaveLength(verdicts.filter(({ verdict }) => verdict === 'missed').length);
    expect(suites['@_failures']).toBe(String(failing.length));
    expect(limits!['@_tests']).toBe(String(verdicts.length));
    const others = result.findings.filter(({ kind }) => !kind.startsWith('limit-'));
    expect(findings!.testcase).toHaveLength(others.length + 1);
  });

  it('is in error where a number is undefined, and fails for errors alone', () => {
    const [verdict] = result.limits!.verdicts;
    const [finding] = result.findings.filter(({ kind }) => !kind.startsWith('limit-'));
    const suites = parsed(
      renderAuditJunit({
        ...result,
        limits: { ...result.limits!, verdicts: [{ ...verdict!, verdict: 'undefined', value: null }] },
        findings: [{ ...finding!, severity: 'error' }],
      }),
    );
    expect([suites['@_errors'], suites['@_failures']]).toEqual(['1', '1']);
  });

  it('is well-formed whatever names hold, and gives them back', () => {
    const xml = renderAuditJunit(attacked);
    const strict = { comment: true, tagValue: true, attrLt: true };
    expect(new SyntaxValidator({ invalidCharSequence: strict }).validate(xml)).toBe(true);
    expect(xml).not.toMatch(unseen);
    const { testsuite } = parsed(xml);
    expect(testsuite[0]!.testcase).toHaveLength(result.limits!.verdicts.length);
  });
});

describe('renderAuditSarif', () => {
  interface Log {
    readonly runs: {
      readonly results: {
        readonly ruleId: string;
        readonly message: { readonly text: string };
        readonly locations: {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: { readonly startLine: number };
          };
        }[];
      }[];
      readonly tool: { readonly driver: { readonly rules: { readonly id: string }[] } };
    }[];
  }
  const read = (text: string) => JSON.parse(text) as Log;

  it('keeps to the published schema, whatever names hold', async () => {
    const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const text = await readFile(file, 'utf8');
    const schema = JSON.parse(text) as Record<string, unknown>;
    // Draft 4 calls them otherwise; nothing in the schema refers to them.
    delete schema['$schema'];
    delete schema['id'];
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false });
    const validate = ajv.compile(schema);
    for (const one of [result, attacked, { ...result, findings: [], command: null }]) {
      expect(validate(read(renderAuditSarif(one))), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('places people at their line of the data, and findings at the file', () => {
    const { results, tool } = read(renderAuditSarif(result)).runs[0]!;
    const { broken } = result.promises;
    expect(results).toHaveLength(result.findings.length + broken.length + result.swapSet.people.length);
    const promises = results.filter(({ ruleId }) => ruleId === 'broken-promise');
    expect(
      promises.map(({ locations }) => [
        locations[0]!.physicalLocation.artifactLocation.uri,
        locations[0]!.physicalLocation.region.startLine,
      ]),
    ).toEqual(broken.map(({ line }) => ['data/loans.csv', line]));
    expect(promises[0]!.message.text).toContain(broken[0]!.action.sentence);
    expect(results[0]!.locations[0]!.physicalLocation.artifactLocation.uri).toBe('model.onnx');
    const known = new Set(tool.driver.rules.map(({ id }) => id));
    expect(results.every(({ ruleId }) => known.has(ruleId))).toBe(true);
  });

  it('leaves people out beyond its bound, the least severe first, and says so', () => {
    const { results } = read(renderAuditSarif(result, { people: 2 })).runs[0]!;
    expect(results.slice(result.findings.length).map(({ ruleId }) => ruleId)).toEqual([
      ...['broken-promise', 'broken-promise', 'results-left-out'],
    ]);
  });

  it.each([
    ['./data/my loans.csv', 'data/my%20loans.csv'],
    ['data\\loans.csv', 'data/loans.csv'],
    ['/srv/100%.csv', 'file:///srv/100%25.csv'],
    ['C:\\data\\a.csv', 'file:///C:/data/a.csv'],
  ])('writes %s as a URI', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });
});

describe('visibleText', () => {
  it('is one line, and shows what nobody would see', () => {
    expect(visibleText('a\r\n b\tc\u2028d\u202eevil\u0000\ud800 é😀')).toBe(
      'a b c d\ufffdevil\ufffd\ufffd é😀',
    );
  });
});
