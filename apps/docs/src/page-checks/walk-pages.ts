import type { BrowserContext, Page } from 'playwright-core';

/**
 * Takes several tabs through addresses, each to the next that nobody has been at, so that one lays out while another loads.
 *
 * @param visit Told which tab is at which address; the tab waits for it.
 */
export async function walkPages<Address>(
  context: BrowserContext,
  addresses: readonly Address[],
  visit: (page: Page, address: Address) => Promise<void>,
  tabs = 3,
): Promise<void> {
  const left = addresses.values();
  await Promise.all(
    Array.from({ length: tabs }, async () => {
      const page = await context.newPage();
      for (const address of left) await visit(page, address);
      await page.close();
    }),
  );
}
