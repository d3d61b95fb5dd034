// What an auditor does on the pages, over the demo: from a file to the audit, from a lead to its act, from an act to
// its review; a past year watched.

import assert from 'node:assert/strict';
import { test } from './junit.mjs';

/// Of 平阳: a secretary who was paid for a whole year and held office for ten months of it.
const kPerson = 'p-330326-000062';
const kPaid = '3771.48';
const kTown = 'o-330326100';
const kCounty = 'o-330326';
const kDayMs = 86_400_000;

/// `ask`: the server's answer to a path.
export function addFollowed({ ledger, browser, token, ask }) {
  const text = (page, selector) => page.locator(selector).innerText();

  async function opened(path) {
    const page = await browser.page();
    await browser.logIn(page, token, path);
    return page;
  }

  test('DepartureAuditIsOpenedFromTheFileAndItsLeadFollowedToTheAct', async () => {
    const page = await opened(`/persons/${kPerson}`);
    await page.click('text=离任审计');
    await page.waitForURL(/\/audits\?/);
    const lead = page.locator('[data-lead=A2]');
    await lead.waitFor();
    const told = await ask(`/v1/audits/departure?person=${kPerson}`);
    assert.equal(await text(page, '[data-test=digest]'), told.digest);
    assert.equal(await page.locator('[data-lead]').count(), told.leads.length);
    // Paid 7,655.00; of the standard, for 310 of 366 days, 6,483.75.
    assert.match(await lead.innerText(), /涉及金额 ¥1,171\.25[^]*7,655\.00 元[^]*6,483\.75 元/);
    assert.match(await text(page, '[data-section=spending]'), /2024[^]*报酬补贴[^]*¥22,965\.00/);
    assert.match(await page.locator('[data-section=spending] svg').first().getAttribute('aria-label'), /2024 ¥36,095\.00/);
    assert.match(await text(page, '[data-section=pay]'), /¥7,655\.00/);
    assert.equal(await page.locator('[data-test=papers] tbody').first().locator('tr').count(), told.tests.length);
    await lead.locator(`text="${kPaid}"`).click();
    await page.waitForURL(new RegExp(`/acts/${kPaid}`));
    await page.waitForSelector('[data-test=meant] li');
    assert.match(await text(page, '[data-test=meant]'), /报酬发放[^]*¥7,655\.00/);
    assert.match(await text(page, '[data-test=act]'), /平组〔2024〕423号/);
    await page.locator('[data-test=meant] .proof button').click();
    await page.waitForSelector('[data-test=proof-outcome] .good');
  });

  test('FilesOfAnAuditAreOfWhatIsShown', async () => {
    const page = await opened(`/audits?kind=departure&person=${kPerson}&run=true`);
    await page.waitForSelector('[data-test=digest]');
    const digest = await text(page, '[data-test=digest]');
    const file = async (format) => {
      const href = await page.locator(`[data-test=files] [data-format=${format}]`).getAttribute('href');
      const answer = await page.request.get(ledger.url + href);
      assert.equal(answer.status(), 200, format);
      return answer.body();
    };
    const html = (await file('html')).toString();
    assert.ok(html.includes(digest) && html.includes('审计工作底稿') && html.includes('<svg'));
    for (const format of ['xlsx', 'bundle']) assert.equal((await file(format)).subarray(0, 2).toString(), 'PK', format);
    assert.ok((await file('csv')).toString().includes('A2'));
  });

  test('AuditIsChosenByKindNameAndDays', async () => {
    const page = await opened('/audits');
    await page.waitForSelector('[data-test=audit-form]');
    await page.locator('[data-test=audit-form] .kind .el-select').click();
    await page.locator('.el-select-dropdown__item:visible', { hasText: '专项审计' }).click();
    await page.locator('[data-test=audit-form] input[aria-label="被审计人"]').fill('袁来');
    await page.locator('.el-select-dropdown__item:visible', { hasText: kPerson }).click();
    await page.locator('[data-test=audit-form] input[aria-label="审计期间止"]').fill('2024-06-30');
    await page.keyboard.press('Enter');
    await page.click('[data-test=audit-form] button[type=submit]');
    await page.waitForSelector('[data-test=digest]');
    assert.match(page.url(), new RegExp(`kind=special.*person=${kPerson}`));
    assert.match(await text(page, '[data-test=audit-head]'), /专项审计[^]*袁来[^]*2024-02-26 – 2024-06-30/);
    assert.equal(await page.locator('[data-lead]').count(), 0);
  });

  test('TestsAndThresholdsOfAnAuditAreChosen', async () => {
    const page = await opened(`/audits?kind=departure&person=${kPerson}`);
    const form = page.locator('[data-test=audit-form]');
    const choose = async (label, typed, item) => {
      await form.locator(`input[aria-label="${label}"]`).fill(typed);
      await page.locator('.el-select-dropdown__item:visible', { hasText: item }).click();
    };
    await choose('检验', 'A2', 'A2 超标准发放');
    await page.keyboard.press('Escape');
    await choose('添加参数', '相近付款', '相近付款的间隔（天）');
    await form.locator('[data-parameter="audit.near_days"] input').fill('14');
    await choose('添加参数', '现金限额', '库存现金限额（元）');
    await form.locator('[data-parameter="audit.cash_cap_fen"] input').fill('1234.56');
    await page.click('[data-test=audit-form] button[type=submit]');
    await page.waitForSelector('[data-test=digest]');
    const own = encodeURIComponent('audit = { near_days = 14, cash_cap_fen = 123456 }');
    const told = await ask(`/v1/audits/departure?person=${kPerson}&tests=A2&parameters=${own}`);
    assert.deepEqual(told.tests.map(({ test: id }) => id), ['A2']);
    assert.equal(told.thresholds.filter(({ from }) => from === 'run').length, 2);
    assert.equal(await text(page, '[data-test=digest]'), told.digest);
    const href = await page.locator('[data-test=files] [data-format=html]').getAttribute('href');
    assert.ok((await (await page.request.get(ledger.url + href)).text()).includes(told.digest), href);
    // The address holds it all.
    await page.reload();
    await page.waitForSelector('[data-test=digest]');
    assert.equal(await text(page, '[data-test=digest]'), told.digest);
    assert.equal(await form.locator('[data-parameter="audit.cash_cap_fen"] input').inputValue(), '1234.56');
    assert.match(await text(page, '[data-test=tests]'), /A2/);
  });

  test('OrganisationIsFoundByNameWhereverItStands', async () => {
    const page = await opened('/audits');
    const [village] = (await ask(`/v1/orgs?parent=${kTown}&limit=1`)).items;
    const field = page.locator('[data-test=audit-form] input[aria-label="组织"]');
    await field.fill(village.name);
    await page.locator('.el-select-dropdown__item:visible', { hasText: `${village.name} ${village.org}` }).click();
    await page.click('[data-test=audit-form] button[type=submit]');
    await page.waitForURL(new RegExp(`org=${village.org}(&|$)`));
  });

  test('WhoeverLeftHasALineThatOpensTheirAudit', async () => {
    const asked = `org=${kTown}&all=true&from=2024-01-01&until=2024-12-31`;
    const page = await opened(`/audits?kind=departure&${asked}&run=true`);
    const rows = page.locator('[data-test=audits] tbody tr');
    await rows.first().waitFor();
    const told = await ask(`/v1/audits/departure?${asked}`);
    assert.ok(told.items.length > 0);
    assert.equal(await rows.count(), Math.min(100, told.items.length));
    await rows.first().locator('text=打开').click();
    await page.waitForSelector('[data-test=leads]');
    assert.match(page.url(), /person=/);
  });

  test('ActLeadsToTheReviewOfItsDecision', async () => {
    const page = await opened(`/acts/${kPaid}`);
    await page.locator('[data-test=meant] >> text=决定复核').click();
    await page.waitForURL(new RegExp(`/decisions/${kPaid}`));
    await page.waitForSelector('[data-test=signers]');
    assert.match(await text(page, '[data-test=signers]'), /全部事项[^]*有权签署/);
    assert.match(await text(page, '[data-test=then]'), /合规[^]*3771/);
    assert.match(await text(page, '[data-test=policies]'), /带头人队伍建设办法/);
    assert.equal(await page.locator('[data-section=followed] [data-position="3819.0"]').count(), 1);
    const href = await page.locator('[data-test=files] [data-format=html]').getAttribute('href');
    assert.match(await (await page.request.get(ledger.url + href)).text(), /决定/);
  });

  test('PastIsPlayedPausedSteppedAndSought', async () => {
    const page = await opened(`/?org=${kCounty}`);
    await page.waitForSelector('[data-test=feed] li');
    const size = async () => Number(await text(page, '[data-test=play-size]'));
    const sizeIs = (wanted) =>
      page.waitForFunction((now) => document.querySelector('[data-test=play-size]')?.textContent === now, String(wanted));
    await page.click('[data-test=play-begin]');
    await page.waitForSelector('[data-play=playing]');
    await page.waitForSelector('[data-test=play-size]');
    const begun = await size();
    await page.waitForFunction((first) => Number(document.querySelector('[data-test=play-size]')?.textContent) > first, begun);
    await page.click('[data-test=play-pause]');
    await page.waitForSelector('[data-play=paused]');
    await page.waitForTimeout(1_000);
    const paused = await size();
    assert.ok(paused > begun && paused < 3858, `${begun} ${paused}`);
    await page.waitForTimeout(1_500);
    assert.equal(await size(), paused);

    // It stands where the server told when it was paused; from there it goes act by act.
    await page.click('[data-test=play-step]');
    await sizeIs(paused + 1);
    await page.click('[data-test=play-step]');
    const stepped = paused + 2;
    await sizeIs(stepped);
    const shown = await page.locator('[data-test=feed] li').evaluateAll((all) => all.map((li) => parseInt(li.dataset.position, 10)));
    assert.ok(shown.length > 0 && shown.every((act) => act < stepped), `${shown} ${stepped}`);

    const slider = page.locator('[data-test=play-seek]');
    const sought = Number(await slider.getAttribute('min')) + 100 * kDayMs;
    await slider.fill(String(sought));
    const day = new Date(sought).toISOString().slice(0, 10);
    await page.waitForFunction((on) => document.querySelector('[data-test=play-clock] time')?.textContent?.startsWith(on), day);
    const there = await size();
    // Everything on the page is of that place, as whoever asks for it is told.
    const { total } = await ask(`/v1/stats/stat.people?org=${kCounty}&at=${there}&on=${day}`);
    await page.waitForFunction((count) => document.querySelector('[data-test=persons]')?.textContent === count, String(total.count));
    assert.equal(await text(page, '[data-test=tree-size]'), String(there));

    await page.click('[data-test=play-resume]');
    await page.waitForFunction((from) => Number(document.querySelector('[data-test=play-size]')?.textContent) > from, there);
    await page.click('[data-test=play-end]');
    await page.waitForSelector('[data-test=play-begin]');
    await page.waitForFunction(() => document.querySelector('[data-test=tree-size]')?.textContent === '3858');
    await page.waitForSelector('h2:has-text("实时事件")');
  });

  test('NothingFailedMeanwhile', async () => {
    assert.deepEqual(browser.wrongs, []);
  });
}
