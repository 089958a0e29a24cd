/** A section of a report. */
export interface ReportSection {
  readonly title: string;
  /** Markdown without the heading. */
  readonly body: string;
  readonly words: number;
}

/** The sections of a report that `cfq report` wrote, in their order. */
export function reportSections(markdown: string): ReportSection[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      const body = section.slice(end + 1).trim();
      return { title: section.slice(0, end).trim(), body, words: body.split(/\s+/).length };
    });
}
