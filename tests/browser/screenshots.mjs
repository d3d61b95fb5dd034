// Pictures of the page over the demo: screenshots.mjs FOLDER

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from './browser.mjs';
import { Ledger } from './ledger.mjs';

const kBytesMax = 300 << 10;
const folder = process.argv[2];

// Of 平阳: a secretary whose grade of 2024 was followed by an admonition.
const kPerson = 'p-330326-000062';
const kDay = '2025-01-10';

const ledger = new Ledger(true);
const token = ledger.token('auditor');
await ledger.serve();
const browser = await Browser.open(ledger.url);

/// Of a page or a part of one.
async function picture(shown, name) {
  const path = join(folder, `${name}.png`);
  await shown.screenshot({ path });
  const { size } = statSync(path);
  if (size > kBytesMax) throw new Error(`${path}: ${size} bytes`);
  console.log(path, size);
}

const page = await browser.page({ viewport: { width: 1100, height: 760 } });
await browser.logIn(page, token);
await page.waitForSelector('[data-statistic] [role=img] canvas');
await page.waitForSelector('[data-test=feed] li');
await page.waitForFunction(() => document.querySelector('[data-test=persons]')?.textContent !== '…');
await page.waitForSelector('[data-test=alerts] li');
await page.setViewportSize({ width: 1100, height: 1300 });
await picture(page, 'overview');
await page.setViewportSize({ width: 1100, height: 760 });
await page.locator('[data-test=feed] .proof button').first().click();
await page.waitForSelector('[data-test=proof-outcome] .good');
await picture(page.locator('.el-dialog'), 'proof');
await page.goto(`${ledger.url}/persons/${kPerson}?on=${kDay}`);
await page.waitForSelector('[data-test=eligibilities] table');
await picture(page, 'person');
await browser.close();
await ledger.stop();
