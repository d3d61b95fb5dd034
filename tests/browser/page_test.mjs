// The page in a real browser, against a real server: page_test.mjs [OUT.xml [part of a test's name]]

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Browser } from './browser.mjs';
import { run, test } from './junit.mjs';
import { Ledger, makes } from './ledger.mjs';

const kAxe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const ledger = new Ledger();
const kToken = ledger.token('auditor');
const kDashboardToken = ledger.token('dashboard');
const kOwnToken = ledger.token('subject', '--person', 'p-0001');
const sizeBefore = ledger.submit([makes.person('p-0009', 'o-east', '钱九')]) + 1;
ledger.submit([
  makes.event('TenureEnded', '2024-06-01', { person: 'p-0001', org: 'o-east', post: 'secretary', reason: 'age', normal: true }),
  makes.secretary('p-0005', 'o-east', '2024-06-02', { mode: 'elected', source_groups: ['village_cadre'] }),
]);
// The books of a village, in fen.
const line = (account, side, fen, more) => ({ account, [`${side}_fen`]: fen, ...more });
const voucher = (on, series, number, lines, more) =>
  makes.event('JournalPosted', on, { org: 'o-west', series, number, lines, ...more });
ledger.submit([
  voucher('2024-03-01', 'general', 1, [
    line('102', 'debit', 1_000_000),
    line('112', 'debit', 200_000, { counterparty: 'p-0002' }),
    line('311', 'credit', 1_200_000),
  ], { opening: true }),
  voucher('2024-04-10', 'receipt', 1, [line('102', 'debit', 300_000), line('501', 'credit', 300_000, { fund: 'own' })]),
  voucher('2024-05-20', 'payment', 1, [line('513', 'debit', 45_050, { purpose: 'operation' }), line('102', 'credit', 45_050)]),
]);
await ledger.serve();
const browser = await Browser.open(ledger.url);

const text = (page, selector) => page.locator(selector).innerText();
const until = (page, what, ...args) => page.waitForFunction(what, ...args);

async function opened(path = '/') {
  const page = await browser.page();
  await browser.logIn(page, kToken, path);
  return page;
}

/// What fades in has come: half there, it has half its contrast.
async function settled(page) {
  await page.evaluate(async () => {
    for (let i = 0; i < 2; ++i) await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
}

/// Serious and critical findings.
async function findings(page) {
  await settled(page);
  // Not as a script element: the page's policy allows none but its own.
  await page.evaluate(kAxe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' ')}`);
}

async function provenWith(page, position, spoil) {
  if (spoil) await page.route(spoil.url, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: spoil.body(await answer.text()) });
  });
  await page.locator(`[data-position="${position}"] .proof button`).first().click();
  await page.waitForSelector('[data-test=proof-outcome] .good, [data-test=proof-outcome] .bad');
  return text(page, '[data-test=proof-outcome]');
}

/// Another byte in the middle of a base64 text.
const changed = (base64) => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length >> 1] ^= 1;
  return bytes.toString('base64');
};

test('WrongTokenIsRefusedInWords', async () => {
  const page = await browser.page();
  await page.goto(ledger.url);
  await page.waitForURL(/\/login/);
  await page.fill('#token', 'tenure_nobody');
  await page.click('form button[type=submit]');
  await page.waitForSelector('[role=alert]');
  assert.match(page.url(), /\/login/);
});

test('TokenOpensTheOverviewAndIsKeptWhereNoScriptReadsIt', async () => {
  const page = await opened();
  assert.equal(await text(page, 'h1'), '总览');
  await until(page, () => document.querySelector('[data-test=persons]')?.textContent === '6');
  assert.equal(await text(page, '[data-test=organisations]'), '6');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.ok(!kept.includes(kToken) && !kept.includes('tenure_'), kept);
  const [cookie] = await browser.context.cookies();
  assert.ok(cookie.httpOnly && cookie.sameSite === 'Strict');
  await page.reload();
  await page.waitForSelector('[data-test=feed] li');
});

test('SubmittedActAppearsWithoutReload', async () => {
  const page = await opened();
  await until(page, () => /^\d+$/.test(document.querySelector('[data-test=persons]')?.textContent ?? ''));
  const persons = Number(await text(page, '[data-test=persons]'));
  await page.evaluate(() => (globalThis.sameDocument = true));
  const index = ledger.submit([makes.person('p-0100', 'o-west', '孙百')]);
  await page.waitForSelector(`[data-position="${index}.0"]`);
  await until(page, (count) => document.querySelector('[data-test=persons]')?.textContent === count, String(persons + 1));
  assert.equal(Number(await text(page, '[data-test=tree-size]')), index + 1);
  await until(page, (size) => document.querySelector('[data-test=checkpoint-size]')?.textContent === size, String(index + 1));
  assert.ok(await page.evaluate(() => globalThis.sameDocument));
});

test('ChartsFollowTheLedger', async () => {
  const page = await opened();
  const chart = page.locator('[data-statistic="stat.secretary_by_mode"] [role=img]');
  assert.match(await chart.getAttribute('aria-label'), /下派 1/);
  ledger.submit([
    makes.person('p-0101', 'o-county', '周一'),
    makes.org('o-new', '新村党支部', 'branch', 'o-town'),
    makes.secretary('p-0101', 'o-new', '2024-07-01', { mode: 'seconded' }),
  ]);
  await until(page, () =>
    document.querySelector('[data-statistic="stat.secretary_by_mode"] [role=img]')?.ariaLabel?.includes('下派 2'),
  );
});

test('FileShowsWhatHoldsNow', async () => {
  const page = await opened('/persons/p-0001');
  await page.waitForSelector('[data-test=offices] li');
  assert.match(await text(page, 'h1'), /张三/);
  assert.match(await text(page, '[data-test=offices]'), /2024-02-01[^]*2024-06-01/);
  assert.equal(await page.locator('[data-test=offices] li.held').count(), 0);
  assert.equal(await page.locator('[data-test=past]').count(), 0);
  assert.match(await text(page, '[data-area=appraisal]'), /优秀/);
  await page.waitForSelector('[data-test=eligibilities] table');
});

test('FileShowsWhatIsComputedWithItsPartsAndParameters', async () => {
  const page = await opened('/persons/p-0001?on=2024-08-01');
  const years = '[data-test=computations] [data-computation="calc.tenure_years"]';
  await page.waitForSelector(`${years} table`);
  // Secretary from 2024-02-01 to 2024-06-01: four months of twelve.
  assert.match(await text(page, `${years} h3`), /任职年限[^]*0\.3333 年/);
  assert.match(await text(page, `${years} table`), /任职[^]*0\.3333 年/);
  await page.click(`${years} summary`);
  assert.match(await text(page, years), /service\.count: 累计/);
  const subsidy = '[data-computation="calc.departure_subsidy_amount"]';
  assert.match(await text(page, subsidy), /50\.00[^]*110\.00/);
  assert.match(await text(page, `${subsidy} h3`), /无法判断/);
  await page.click('text=English');
  assert.match(await text(page, `${years} h3`), /Years of service[^]*0\.3333 years/);
});

test('FileAsOfAPastDateShowsWhatHeldThen', async () => {
  const page = await opened('/persons/p-0001?on=2024-03-15');
  await page.waitForSelector('[data-test=offices] li.held');
  assert.match(await text(page, '[data-test=past]'), /2024-03-15/);
});

test('FileAsOfAPastSizeShowsWhatWasKnownThen', async () => {
  const page = await opened('/persons/p-0001');
  await page.waitForSelector('[data-test=offices] li');
  await page.fill('#known-at', String(sizeBefore));
  await page.press('#known-at', 'Enter');
  await page.waitForURL(new RegExp(`at=${sizeBefore}`));
  await page.waitForSelector('[data-test=offices] li.held');
  assert.doesNotMatch(await text(page, '[data-test=offices]'), /2024-06-01/);
  assert.match(await text(page, '[data-test=past]'), new RegExp(String(sizeBefore)));
  await page.click('[data-test=now]');
  await until(page, () => document.querySelector('[data-test=offices]')?.textContent?.includes('2024-06-01'));
});

test('OpenFileFollowsTheRecord', async () => {
  const page = await opened('/persons/p-0004');
  await page.waitForSelector('[data-test=offices] li.held');
  ledger.submit([
    makes.event('TenureEnded', '2024-09-01', { person: 'p-0004', org: 'o-south', post: 'secretary', reason: 'age', normal: true }),
  ]);
  await page.waitForSelector('[data-test=offices] li:not(.held)');
});

test('BranchShowsPeopleAndChildren', async () => {
  const page = await opened('/orgs/o-town');
  await page.waitForSelector('[data-test=people] tbody tr');
  assert.match(await text(page, '[data-test=people]'), /张三/);
  assert.match(await text(page, '[data-test=children]'), /东村党支部/);
  await page.click('[data-test=children] >> text=东村党支部');
  await page.waitForURL(/\/orgs\/o-east/);
  assert.doesNotMatch(await text(page, 'h1'), /示例镇/);
  await page.waitForSelector('h1:has-text("东村党支部")');
});

test('BooksOfAVillageShowItsBalancesIncomeSpendingAndClaims', async () => {
  const page = await opened('/orgs/o-west');
  await page.click('nav >> text=集体账簿');
  await page.waitForURL(/\/orgs\/o-west\/books/);
  await page.waitForSelector('[data-test=trial-balance]');
  await page.goto(`${ledger.url}/orgs/o-west/books?from=2024-04-01&until=2024-12-31`);
  await page.waitForSelector('[data-test=trial-balance] tfoot');
  const row = (account) => text(page, `[data-test=trial-balance] tr:has(td:text-is("${account}"))`);
  assert.match(await row('银行存款'), /¥10,000\.00[^]*¥3,000\.00[^]*¥450\.50[^]*¥12,549\.50/);
  // 12,000.00 on both sides at the opening; 15,000.00 at the end.
  assert.match(await text(page, '[data-test=trial-balance] tfoot'), /总计[^]*¥12,000\.00[^]*¥3,450\.50[^]*¥15,000\.00/);
  const figure = (name) => page.locator(`[data-statistic="${name}"] [role=img]`).getAttribute('aria-label');
  assert.match(await figure('stat.book_income'), /经营收入[^]*自有资金[^]*3,000\.00/);
  assert.match(await figure('stat.book_spending'), /管理费用[^]*450\.50/);
  await page.waitForSelector('[data-test=counterparties] table');
  assert.match(await text(page, '[data-test=counterparties]'), /应收款[^]*李四[^]*¥2,000\.00/);
});

test('DashboardSeesFiguresAndNoFile', async () => {
  const page = await browser.page();
  await browser.logIn(page, kDashboardToken);
  await page.waitForSelector('[data-test=feed] li');
  await page.waitForSelector('[data-statistic="stat.secretary_by_source"] [role=img]');
  assert.equal(await page.locator('main [role=alert]').count(), 0);
  await page.goto(`${ledger.url}/persons/p-0001`);
  await page.waitForSelector('main [role=alert]');
});

test('OfficialSeesTheirOwnFileAndNoOther', async () => {
  const page = await browser.page();
  await page.goto(`${ledger.url}/login`);
  await page.fill('#token', kOwnToken);
  await page.click('form button[type=submit]');
  await page.waitForURL(/\/persons\/p-0001/);
  await page.waitForSelector('[data-test=offices] li');
  await page.waitForSelector('[data-test=eligibilities] table');
  await page.goto(`${ledger.url}/persons/p-0002`);
  await page.waitForSelector('main [role=alert]');
  assert.equal(await page.locator('[data-test=offices]').count(), 0);
});

test('FeedGoesOnAfterARestartWithoutLossOrRepetition', async () => {
  const page = await opened();
  await page.waitForSelector('[data-test=feed] li');
  const told = ledger.submit([makes.person('p-0199', 'o-west', '冯一')]);
  await page.waitForSelector(`[data-position="${told}.0"]`);
  await ledger.stop();
  await page.waitForSelector('[data-state=waiting]');
  const missed = ledger.submit([makes.person('p-0200', 'o-west', '吴二')]);
  await ledger.serve();
  // Sessions live in the server's memory: it asks for the token again, over the page that stays.
  await page.waitForSelector('.el-dialog #token');
  await page.fill('.el-dialog #token', kToken);
  await page.click('.el-dialog button[type=submit]');
  await page.waitForSelector(`[data-position="${missed}.0"]`);
  const next = ledger.submit([makes.person('p-0201', 'o-west', '郑三')]);
  await page.waitForSelector(`[data-position="${next}.0"]`);
  const positions = await page.locator('[data-test=feed] li').evaluateAll((all) => all.map((li) => li.dataset.position));
  assert.deepEqual(positions.slice(0, 3), [`${next}.0`, `${missed}.0`, `${told}.0`]);
  assert.equal(new Set(positions).size, positions.length);
});

test('TrueProofIsVerifiedStepByStep', async () => {
  const page = await opened();
  assert.match(await provenWith(page, '3.0'), /核验通过/);
  const states = await page.locator('[data-step]').evaluateAll((all) => all.map((li) => `${li.dataset.step} ${li.dataset.state}`));
  assert.deepEqual(states, ['entry', 'document', 'leaf', 'proof', 'root', 'signature'].map((step) => `${step} verified`));
  assert.match(await text(page, '.el-dialog pre'), /SecretaryAppointed/);
});

const kTampered = {
  entry: { url: '**/v1/acts/3', body: (json) => json.replace(/"entry":"([^"]+)"/, (_, entry) => `"entry":"${changed(entry)}"`) },
  document: { url: '**/v1/acts/3', body: (json) => json.replace(/"payload":"([^"]+)"/, (_, payload) => `"payload":"${changed(payload)}"`) },
  leaf: { url: '**/v1/proofs/inclusion*', body: (json) => json.replace(/"leaf":"([^"]+)"/, (_, leaf) => `"leaf":"${changed(leaf)}"`) },
  root: { url: '**/v1/proofs/inclusion*', body: (json) => json.replace(/"proof":\["([^"]+)"/, (_, hash) => `"proof":["${changed(hash)}"`) },
  proof: { url: '**/v1/proofs/inclusion*', body: (json) => json.replace(/"proof":\["[^"]+",/, '"proof":[') },
  signature: { url: '**/checkpoint', body: (note) => note.replace(/([^ ]+)\n$/, (_, blob) => `${changed(blob)}\n`) },
};
for (const [step, spoil] of Object.entries(kTampered)) {
  test(`Tampered${step[0].toUpperCase()}${step.slice(1)}IsShownAsFailed`, async () => {
    const page = await opened();
    const outcome = await provenWith(page, '3.0', spoil);
    assert.match(outcome, /核验失败/);
    assert.equal(await page.locator('[data-state=failed]').count(), 1);
    if (step !== 'entry') assert.equal(await page.locator('[data-state=failed]').getAttribute('data-step'), step);
  });
}

test('ReviewSaysWhatWasKnownThenAndWhatMadeTheDifference', async () => {
  const page = await opened('/decisions/3.2');
  await page.waitForSelector('[data-test=now-known]');
  assert.match(await text(page, '[data-test=now-known]'), /合规/);
  // He had died before he was appointed: it became known when this was recorded.
  const index = ledger.submit([makes.event('DeathRecorded', '2024-01-20', { person: 'p-0003' })]);
  await page.reload();
  const changed = page.locator(`[data-test=rules] tr:has-text("${index}.0")`).first();
  await changed.waitFor();
  assert.match(await text(page, '[data-test=then]'), /合规/);
  assert.match(await text(page, '[data-test=now-known]'), /有异议/);
  await changed.locator('text=王五').first().waitFor();
  assert.match(await changed.innerText(), /无异议[^]*王五[^]*2024-01-20 去世/);
  assert.match(await text(page, '[data-section=later]'), /死亡登记[^]*改变规则结论/);
  await changed.locator(`td:last-child >> text="${index}.0"`).click();
  await page.waitForURL(new RegExp(`/acts/${index}\\.0`));
  await page.waitForSelector('[data-test=meant] li');
  assert.match(await text(page, '[data-test=meant]'), /死亡登记/);
});

test('WholePageSpeaksEitherLanguage', async () => {
  const page = await opened('/persons/p-0001?on=2024-03-15');
  await page.waitForSelector('[data-test=offices] li');
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  assert.match(await text(page, 'main'), /任职经历[^]*资格[^]*登记位置/);
  await page.click('text=English');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.match(await text(page, 'main'), /Offices[^]*Eligibilities[^]*registered at/);
  assert.match(await text(page, '[data-test=past]'), /The past/);
  await page.reload();
  await page.waitForSelector('[data-test=offices] li');
  assert.match(await text(page, 'header'), /Overview/);
});

for (const [name, path, ready] of [
  ['Overview', '/', '[data-statistic] [role=img]'],
  ['Person', '/persons/p-0001', '[data-test=computations] table'],
  ['PastPerson', '/persons/p-0001?on=2024-03-15', '[data-test=eligibilities] table'],
  ['Branch', '/orgs/o-town', '[data-statistic] [role=img]'],
  ['Audit', '/audits?kind=departure&person=p-0001&run=true', '[data-test=papers] table'],
  ['Act', '/acts/3.0', '[data-test=meant] li'],
  ['Review', '/decisions/3.0', '[data-test=signers]'],
  ['Books', '/orgs/o-west/books?from=2024-01-01&until=2024-12-31', '[data-test=counterparties] table'],
  ['Nowhere', '/nothing/here', 'h1'],
]) {
  test(`${name}PageHasNoSeriousAccessibilityFinding`, async () => {
    const page = await opened(path);
    await page.waitForSelector(ready);
    assert.deepEqual(await findings(page), []);
  });
}

test('LoginAndProofHaveNoSeriousAccessibilityFinding', async () => {
  const login = await browser.page();
  await login.goto(`${ledger.url}/login`);
  await login.waitForSelector('#token');
  assert.deepEqual(await findings(login), []);
  const page = await opened();
  await provenWith(page, '3.0');
  assert.deepEqual(await findings(page), []);
});

test('ProofIsReachedAndLeftByKeyboardAlone', async () => {
  const page = await opened();
  await page.locator('[data-position="3.0"] .proof button').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-test=proof-outcome] .good');
  await page.keyboard.press('Escape');
  await page.locator('.el-dialog pre').waitFor({ state: 'hidden' });
});

test('NothingLeftTheOriginBrokeThePolicyOrFailed', async () => {
  assert.deepEqual(browser.wrongs, []);
});

const [out, named] = process.argv.slice(2);
const good = await run('browser', out, named);
await browser.close();
await ledger.stop();
process.exit(good ? 0 : 1);
