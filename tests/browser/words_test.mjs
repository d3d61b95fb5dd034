// Every page of the router over the demo of two counties, read as an official reads it, in Chinese and in English: no
// bare code, no fen, no word of the other language, nobody by id alone; then followed from one to the next
// (followed.mjs). A page without a walk fails.
// words_test.mjs [OUT.xml [part of a test's name]]

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Browser } from './browser.mjs';
import { addFollowed } from './followed.mjs';
import { run, test } from './junit.mjs';
import { Ledger } from './ledger.mjs';

const kDay = '2025-01-10';
/// Half seconds in which names are answered.
const kNamedAfterTries = 10;
/// Until what is played is shown.
const kPlayedMs = 1_500;
/// What stands in Chinese texts as it is.
const kProperNames = ['Tenure', 'English', 'Ed25519', 'RFC', 'SHA'];
/// Data: ids and keys in monospace, moments, the signed text, the buttons that name positions.
const kData = '.mono, pre, time, [aria-valuetext], .proof, header, footer, script, style, canvas';

const ledger = new Ledger(true);
const token = ledger.token('auditor');
await ledger.serve();
const browser = await Browser.open(ledger.url);

async function ask(path) {
  const answer = await fetch(`${ledger.url}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return answer.json();
}

const kCounties = ['o-330326', 'o-130924'];
/// By the name of the route.
const kWalks = {
  overview: kCounties.map((county) => `/?org=${county}`),
  login: ['/login'],
  person: [],
  org: [],
  books: ['/orgs/o-330326-v016/books', '/orgs/o-330326-v016/books?from=2024-01-01&until=2024-12-31'],
  act: [],
  decision: [],
  audit: ['/audits'],
  nowhere: ['/nothing/here'],
};
for (const county of kCounties) {
  const alerts = (await ask(`/v1/alerts?org=${county}&on=${kDay}`)).items.map(({ subject }) => subject);
  const people = [...new Set(alerts.filter((one) => one.startsWith('person/')))].slice(0, 3);
  const orgs = [...new Set(alerts.filter((one) => one.startsWith('org/')))].slice(0, 2);
  const { items } = await ask(`/v1/persons?org=${county}&limit=3`);
  kWalks.org.push(`/orgs/${county}`, ...orgs.map((one) => `/orgs/${one.slice(4)}`));
  kWalks.person.push(...people.map((one) => `/persons/${one.slice(7)}`), ...items.map(({ person }) => `/persons/${person}`));
}

// An act and a decision of each area that has events in the demo.
for (const area of Object.keys((await ask('/v1/schema'))['x-areas'])) {
  const { items } = await ask(`/v1/events?area=${area}&order=desc&limit=1`);
  for (const { position } of items ?? []) {
    kWalks.act.push(`/acts/${position}`);
    kWalks.decision.push(`/decisions/${position}`);
  }
}

// Of a secretary who was paid too much: the audit, that of each who left the town, the payment and its review.
const kAudit = '/audits?kind=departure&run=true';
const kOwn = encodeURIComponent('audit = { near_days = 14, cash_cap_fen = 100000, handover_posts = ["secretary", "director"] }');
kWalks.audit.push(`${kAudit}&person=p-330326-000062`, `${kAudit}&person=p-330326-000062&tests=A2,B1&parameters=${kOwn}`);
kWalks.audit.push(`${kAudit}&org=o-330326100&all=true&from=2024-01-01&until=2024-12-31`);
kWalks.act.push('/acts/3771.48');
kWalks.decision.push('/decisions/3771.48', '/decisions/644.5');
const kPages = Object.values(kWalks).flat();

test('EveryPageOfTheRouterIsWalked', async () => {
  const table = readFileSync(new URL('../../server/web/src/router.ts', import.meta.url), 'utf8');
  const routes = [...table.matchAll(/\{ path: '([^']+)', name: '(\w+)'/g)].map(([, path, name]) => ({ path, name }));
  assert.equal(routes.length, [...table.matchAll(/component: \(\) => import/g)].length);
  assert.deepEqual(routes.map(({ name }) => name).sort(), Object.keys(kWalks).sort());
  for (const { path, name } of routes) {
    const pattern = new RegExp(`^${path.replace(/:rest.*/, '.*').replace(/:\w+/g, '[^/]+')}$`);
    assert.ok(kWalks[name].length > 0, `no walk of ${path}`);
    for (const walk of kWalks[name]) assert.match(walk.split('?')[0], pattern, name);
  }
});

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
        for (const name of ['aria-label', 'placeholder', 'title', 'aria-valuetext']) {
          for (const drawn of root.querySelectorAll(`[${name}]`)) {
            if (!drawn.closest(data)) out.push(drawn.getAttribute(name));
          }
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

/// What was recorded, in whatever language: names, titles, numbers of documents. Of what a page asked for, the texts
/// that are no labels; the longest first.
const written = new Set();
const kLabels = /^(zh|en|description|about|message|clears|detail|required|actual|of|why|unit)$|labels$/;
function noteWritten(value, name = '') {
  if (kLabels.test(name)) return;
  if (typeof value === 'string' && /[\u4e00-\u9fff]/.test(value)) written.add(value);
  if (value === null || typeof value !== 'object') return;
  if (value.payload && value.signatures) noteWritten(JSON.parse(Buffer.from(value.payload, 'base64').toString()));
  Object.entries(value).forEach(([key, one]) => noteWritten(one, key));
}
async function heard(response) {
  const { pathname } = new URL(response.url());
  if (!pathname.startsWith('/v1/') || /^\/v1\/(schema|rules)/.test(pathname)) return;
  noteWritten(await response.json().catch(() => null));
}

function withoutWritten(text) {
  const longestFirst = [...written].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, one) => left.replaceAll(one, ''), text);
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
    reading.page.on('response', (response) => void heard(response));
    await browser.logIn(reading.page, token, '/');
    if (language === 'en') await reading.page.click('text=English');
    reading.language = language;
  }
  const { page } = reading;
  await page.goto(`${ledger.url}${path}${path.includes('?') ? '&' : '?'}on=${kDay}`);
  await page.waitForSelector('main h1, main form');
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

/// What is wrong with what the page says in Chinese.
async function wrongInChinese(page) {
  const texts = await textsOf(page, 'main');
  // A label of an amount in fen; 分 alone are points.
  return texts.filter((text) => latin(text).length > 0 || /[（，]分）/.test(text));
}

/// The same in English.
async function wrongInEnglish(page) {
  const texts = await textsOf(page, 'main');
  return texts.filter(
    (text) =>
      /[\u4e00-\u9fff]/.test(withoutWritten(text)) || /\b[a-z0-9]+_[a-z0-9_]+\b/.test(text) || /\bfen\b/.test(text),
  );
}

for (const [title, language, wrong] of [
  ['Chinese', 'zh', wrongInChinese],
  ['English', 'en', wrongInEnglish],
]) {
  for (const path of kPages) {
    test(`${title} ${path}`, async () => {
      const page = await opened(path, language);
      assert.deepEqual(await wrong(page), []);
      assert.deepEqual(await nameless(page), []);
    });
  }

  test(`${title} past that is played`, async () => {
    const page = await opened(kWalks.overview[0], language);
    const said = async (state) => {
      await page.waitForSelector(`[data-play=${state}]`);
      await page.waitForTimeout(kPlayedMs); // it goes on asking
      assert.deepEqual(await wrong(page), [], state);
    };
    await page.click('[data-test=play-begin]');
    await said('playing');
    await page.click('[data-test=play-pause]');
    await said('paused');
    await page.click('[data-test=play-step]');
    await said('paused');
    const slider = page.locator('[data-test=play-seek]');
    const [min, max, step] = await Promise.all(['min', 'max', 'step'].map(async (name) => Number(await slider.getAttribute(name))));
    await slider.fill(String(min + Math.floor((max - min) / step) * step));
    await page.click('[data-test=play-resume]');
    await said('played');
    await page.click('[data-test=play-end]');
  });
}

addFollowed({ ledger, browser, token, ask });

const [out, named] = process.argv.slice(2);
const good = await run('browser_words', out, named);
await browser.close();
await ledger.stop();
process.exit(good ? 0 : 1);
