/** What to say of a run that ended since its folder took no more. */
export function unkeptLine(reason: string, out: string | undefined): string {
  const place = out ?? 'the temporary folder';
  return `cfq: stopped early: ${place} takes no more cells (${reason}); what was computed is shown. Make room and run the same command again.\n`;
}
