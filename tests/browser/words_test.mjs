// Every page over the demo of two counties, read as an official reads it, in Chinese and in English: no bare code, no
// word of the other language, nobody by id alone; then followed from one to the next (followed.mjs).
// words_test.mjs [OUT.xml [part of a test's name]]

import assert from 'node:assert/strict';
import { Browser } from './browser.mjs';
import { addFollowed } from './followed.mjs';
import { run, test } from './junit.mjs';
import { Ledger } from './ledger.mjs';

const kDay = '2025-01-10';
/// Half seconds in which names are answered.
const kNamedAfterTries = 10;
/// What stands in Chinese texts as it is.
const kProperNames = ['Tenure', 'English', 'Ed25519', 'RFC', 'SHA'];
/// Data: ids and keys in monospace, moments, the signed text, the buttons that name positions.
const kData = '.mono, pre, time, .proof, header, footer, script, style, canvas';

const ledger = new Ledger(true);
const token = ledger.token('auditor');
await ledger.serve();
const browser = await Browser.open(ledger.url);

async function ask(path) {
  const answer = await fetch(`${ledger.url}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return answer.json();
}

const kCounties = ['o-330326', 'o-130924'];
const kPages = [`/?org=${kCounties[0]}`, `/?org=${kCounties[1]}`];
for (const county of kCounties) {
  const alerts = (await ask(`/v1/alerts?org=${county}&on=${kDay}`)).items.map(({ subject }) => subject);
  const people = [...new Set(alerts.filter((one) => one.startsWith('person/')))].slice(0, 3);
  const orgs = [...new Set(alerts.filter((one) => one.startsWith('org/')))].slice(0, 2);
  const { items } = await ask(`/v1/persons?org=${county}&limit=3`);
  kPages.push(`/orgs/${county}`, ...orgs.map((one) => `/orgs/${one.slice(4)}`));
  kPages.push(...people.map((one) => `/persons/${one.slice(7)}`), ...items.map(({ person }) => `/persons/${person}`));
}

// Of a secretary who was paid too much: the audit, that of each who left the town, the payment and its review.
const kAudit = '/audits?kind=departure&run=true';
kPages.push('/audits', `${kAudit}&person=p-330326-000062`);
kPages.push(`${kAudit}&org=o-330326100&all=true&from=2024-01-01&until=2024-12-31`);
kPages.push('/acts/3771.48', '/decisions/3771.48', '/decisions/644.5', '/orgs/o-330326-v016/books');

/// Texts of the page's elements, without data.
const textsOf = (page, selector) =>
  page.evaluate(
    ({ wanted, data }) => {
      const out = [];
      for (const root of document.querySelectorAll(wanted)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const node = walker.currentNode;
          if (!node.parentElement.closest(data)) out.push(node.textContent.trim());
        }
        for (const drawn of root.querySelectorAll('[aria-label]')) {
          if (!drawn.closest(data)) out.push(drawn.getAttribute('aria-label'));
        }
      }
      return [...new Set(out.filter(Boolean))];
    },
    { wanted: selector, data: kData },
  );

const isId = (word) => /\d/.test(word) && /[-.:]/.test(word);

/// Latin words of two letters and more that are no ids; a code is one.
function latin(text) {
  const words = text.match(/[A-Za-z0-9_.:-]+/g) ?? [];
  return words.filter((word) => /[A-Za-z]{2}/.test(word) && !isId(word) && !kProperNames.includes(word));
}

async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(300); // names are asked for once the page is drawn
  await page.waitForLoadState('networkidle');
}

/// One page, logged in, for all that is read in a language; the tests go language by language.
const reading = { language: '', page: undefined };
async function opened(path, language) {
  if (reading.language !== language) {
    reading.page = await browser.page();
    await browser.logIn(reading.page, token, '/');
    if (language === 'en') await reading.page.click('text=English');
    reading.language = language;
  }
  const { page } = reading;
  await page.goto(`${ledger.url}${path}${path.includes('?') ? '&' : '?'}on=${kDay}`);
  await page.waitForSelector('main h2, main form');
  await settled(page);
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
  await settled(page);
  return page;
}

/// Files, by their links, that stay without a name.
async function nameless(page) {
  const links = page.locator('main a[href*="/persons/"], main a[href*="/orgs/"]:not([href*="/books"])');
  for (let tries = 0; ; ++tries) {
    const texts = await links.evaluateAll((all) => all.map((one) => one.textContent.trim()));
    const left = texts.filter((text) => !/[\u4e00-\u9fff]/.test(text));
    if (left.length === 0 || tries === kNamedAfterTries) return left;
    await page.waitForTimeout(500); // the answer is on its way
  }
}

for (const path of kPages) {
  test(`Chinese ${path}`, async () => {
    const page = await opened(path, 'zh');
    const texts = await textsOf(page, 'main');
    const wrong = texts.filter((text) => latin(text).length > 0);
    assert.deepEqual(wrong, []);
    assert.deepEqual(await nameless(page), []);
  });
}

for (const path of kPages) {
  test(`English ${path}`, async () => {
    const page = await opened(path, 'en');
    const said = 'h2, h3, h4, th, dt, .quiet, label, [data-test=alerts] li div, [data-test=eligibilities] td, [data-test=computations] td';
    const texts = await textsOf(page, said);
    // "张三 (p-1)" is a name.
    const wrong = texts.filter((text) => /[\u4e00-\u9fff]/.test(text.replace(/\S+ \([A-Za-z0-9._:-]+\)/g, '')));
    assert.deepEqual(wrong, []);
    const codes = (await textsOf(page, 'main')).filter((text) => /\b[a-z0-9]+_[a-z0-9_]+\b/.test(text) || /\bfen\b/.test(text));
    assert.deepEqual(codes, []);
    assert.deepEqual(await nameless(page), []);
  });
}

addFollowed({ ledger, browser, token, ask });

const [out, named] = process.argv.slice(2);
const good = await run('browser_words', out, named);
await browser.close();
await ledger.stop();
process.exit(good ? 0 : 1);
