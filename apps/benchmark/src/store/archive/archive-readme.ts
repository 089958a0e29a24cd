import type { ArchiveDescription } from './archive-description.ts';

/** What an archive says to whoever opens it without this command. */
export function archiveReadme({
  title,
  creators,
  licence,
  software,
  computedBy,
  plans,
  datasets,
  counts,
}: ArchiveDescription): string {
  return `# ${title}

${creators.length === 0 ? '' : `By ${creators.join('; ')}. `}Licence of the results: ${licence}.

\`data/\` holds ${counts.cells} cells (\`*.cell.json\`), ${counts.records} records of people (\`*.record.json.gz\`), ${counts.failures} failures (\`*.error.json\`) and the plans with the configuration that they were made of. \`cfq-archive.json\` says the same for programs.

- Whole and unchanged: \`sha256sum --check manifest-sha256.txt tagmanifest-sha256.txt\`. The archive is a bag of BagIt 1.0 (RFC 8493).
- Back to a folder of cells: \`cfq merge ARCHIVE --out results\`, then \`cfq report results\`.
- Packed by ${software.name} ${software.version}, protocol ${software.protocol}. Computed by code ${listed(computedBy.codeVersions)}, on ${listed(computedBy.executors)}; ${listed(computedBy.machines)}.

## What was asked for

${plans.map(({ title: plan, command, cells, finished }) => `- ${plan}: \`${command}\` (${finished} of ${cells} cells finished)`).join('\n') || 'No plan.'}

## Data

${datasets.map((one) => `- ${one.name}, fingerprint ${one.fingerprint}: ${one.licence ?? 'licence not known'}${one.citation === null ? '' : `; ${one.citation}`}`).join('\n') || 'None.'}
`;
}

const listed = (all: readonly string[]): string => (all.length === 0 ? 'nothing known' : all.join(', '));
