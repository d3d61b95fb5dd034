// Pictures of the page over a small ledger: screenshots.mjs FOLDER

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from './browser.mjs';
import { Ledger, makes } from './ledger.mjs';

const kBytesMax = 200 << 10;
const folder = process.argv[2];

const ledger = new Ledger();
const token = ledger.token('auditor');
const pay = { person: 'p-0001', org: 'o-east', component: 'basic', period: '2024-03' };
const admonition = { person: 'p-0001', org: 'o-east', form: 'written', by: 'township_committee', until: '2025-02-01', reason: { seal: '示例' } };
ledger.submit([
  makes.event('PayEntitlementAssessed', '2024-03-31', { ...pay, amount_fen: 320000, funds: [{ source: 'county', amount_fen: 320000 }] }),
  makes.event('PayDisbursed', '2024-04-02', { ...pay, amount_fen: 300000, funds: [{ source: 'county', amount_fen: 300000 }] }),
  makes.event('AdmonitionIssued', '2024-08-01', admonition),
]);
ledger.submit([makes.event('TenureEnded', '2025-06-01', { person: 'p-0001', org: 'o-east', post: 'secretary', reason: 'age', normal: true })]);
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
await picture(page, 'overview');
await page.locator('[data-position="3.0"] .proof button').first().click();
await page.waitForSelector('[data-test=proof-outcome] .good');
await picture(page.locator('.el-dialog'), 'proof');
await page.goto(`${ledger.url}/persons/p-0001?on=2024-09-01`);
await page.waitForSelector('[data-test=eligibilities] table');
await picture(page, 'person');
await browser.close();
await ledger.stop();
