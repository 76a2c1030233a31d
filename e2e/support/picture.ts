import { join } from 'node:path';
import { type Page, test } from '@playwright/test';
import { ROOT } from './paths.ts';

/** Takes a picture to look at, in .cache/pictures, overwritten by the next one; only in the project `pictures`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (test.info().project.name !== 'pictures') return;
  await page.screenshot({ path: join(ROOT, '.cache/pictures', `${name}.png`), fullPage: true });
}
