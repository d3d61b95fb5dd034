// Debian's Chromium with one page, which notes what a page must never do: leave its origin, break its own
// policy, fail in a script.

import { chromium } from 'playwright-core';

const kChromium = '/usr/bin/chromium';
const kPatienceMs = 30_000;

export class Browser {
  static async open(url) {
    const asRoot = process.getuid?.() === 0;
    const browser = await chromium.launch({ executablePath: kChromium, args: asRoot ? ['--no-sandbox'] : [] });
    return new Browser(browser, url);
  }

  constructor(browser, url) {
    this.browser = browser;
    this.url = url;
    this.wrongs = [];
  }

  /// A page of its own, without cookies.
  async page(options = {}) {
    await this.context?.close();
    this.context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await this.context.newPage();
    page.setDefaultTimeout(kPatienceMs);
    page.on('pageerror', (error) => this.wrongs.push(`script: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      // What fails while a page is drawn, Vue tells the console alone.
      const hasFailed = message.type() === 'error' && /^\w*Error\b/.test(text);
      if (hasFailed || text.includes('Content Security Policy')) this.wrongs.push(text);
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== this.url) this.wrongs.push(`request to ${request.url()}`);
    });
    return page;
  }

  async logIn(page, token, path = '/') {
    await page.goto(`${this.url}/login?to=${encodeURIComponent(path)}`);
    await page.fill('#token', token);
    await page.click('form button[type=submit]');
    await page.waitForURL(`${this.url}${path}`);
    await page.waitForSelector('[data-state=live]');
  }

  close() {
    return this.browser.close();
  }
}
