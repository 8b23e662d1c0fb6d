import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** Serious and critical findings of axe-core on what the page shows now: rule, place and reason of each. */
export const seriousFindings = async (page: Page): Promise<string[]> => {
  await page.evaluate(await source);
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResult;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
    );
};

/** Links, buttons and inputs smaller than 44 × 44 px, but for links inside a sentence, and ticks whose label is the target. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const least = 44;
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')]
      .map((element) => element.closest<HTMLElement>('label') ?? element)
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 1 && (width < least || height < least);
      })
      .map((element) => `${element.tagName} ${element.textContent} ${JSON.stringify(element.getBoundingClientRect())}`);
  });

/** Whether anything makes the page wider than the screen. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
