import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';
import { startBrowser, type Browser, type BrowserPage, type Picturable } from './chromium.ts';

const viewport = { width: 1280, height: 800 };

let system: RunningSystem;
let browser: Browser;
let page: BrowserPage;
let complaints: string[];

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

beforeEach(async () => {
  complaints = [];
  page = await browser.newPage({ viewport });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${system.url()}/api/docs`);
  await page.waitForSelector('.opblock');
});

const place = '#operations-orders-PlaceOrder';

const open = async (operation: string) => {
  await page.click(`${operation} .opblock-summary-control`);
  return page.waitForSelector(`${operation} .execute`);
};

const authorize = async (token: string) => {
  await page.click('.btn.authorize');
  await page.fill('.modal-ux input', token);
  await page.click('.modal-ux button[type="submit"]');
  await page.click('.modal-ux .btn-done');
};

/** Writes a picture for a person to look at, where ANNAL_PICTURES names a folder. */
const picture = async (name: string, of: Picturable = page): Promise<void> => {
  const folder = process.env['ANNAL_PICTURES'];
  if (folder !== undefined) await of.screenshot({ path: join(folder, `${name}.png`) });
};

describe('The page to try the API, in a browser', () => {
  it('says under "Authorize" where a token comes from, and links there', async () => {
    await page.click('.btn.authorize');
    const address = await page.getAttribute('.modal-ux a[href*="/token"]', 'href');
    expect(address).toBe(`${system.settings['CALLERS_ISSUER']}/token?name=bob&roles=clerk`);
    expect((await fetch(address ?? '')).status).toBe(200);
    await picture('authorize');
  });

  it('carries out a command with what it filled in itself and a token, without a complaint of the browser', async () => {
    await authorize(await system.token('bob', 'clerk'));
    await open(place);
    expect(await page.inputValue(`${place} input[placeholder="id"]`)).toBe('1');
    await page.click(`${place} .execute`);
    expect(await page.innerText(`${place} .live-responses-table .response .response-col_status`)).toBe('201');
    await picture('executed');
    expect(complaints).toEqual([]);
  });

  it('shows an opened command within one screen, its button included', async () => {
    await open(place);
    const operation = await page.waitForSelector(place);
    const box = await operation.boundingBox();
    await picture('opened', operation);
    expect(box?.height).toBeLessThan(viewport.height);
  });

  it('shows the possible answers of an operation on demand', async () => {
    await open(place);
    const answers = `${place} tr[data-code="422"]`;
    expect(await page.isVisible(answers)).toBe(false);
    await page.click(`${place} .toggle-answers`);
    expect(await page.isVisible(answers)).toBe(true);
    expect(await page.innerText(answers)).toContain('order-already-placed');
  });
});
