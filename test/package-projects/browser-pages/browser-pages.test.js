/** The pages that the package shows, in a browser: they ask nobody else, take no name for markup, and can be read. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { startServer } from 'cocalc-mock-hub/server';
import { chromium } from 'playwright-core';

const MARKUP = '<img src=x onerror="document.title=`owned`"><script>document.title = "owned"</script>';
const SHOTS = join(import.meta.dirname, 'screenshots');

let browser;
let server;
const pages = {};

before(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  server = await startServer({ world: worldOf(MARKUP) });
  // It ends with code 1 where something is found.
  await promisify(execFile)('npx', [
    'cocalc-mock-hub',
    'check',
    'mock',
    '--suite',
    'examples',
    '--report',
    'html',
  ]).catch(() => undefined);
  pages.front = server.url;
  pages.report = pathToFileURL(join(import.meta.dirname, 'conformance-report/report.html')).href;
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** A world in which everything that has a name has this one. */
function worldOf(name) {
  const api_key = 'sk_000000000000000000hostile';
  return {
    accounts: { owner: { first_name: name, last_name: name, email_address: 'owner@example.com', api_key } },
    projects: {
      hostile: {
        title: name,
        description: name,
        users: { owner: 'owner' },
        files: { [`${name.replaceAll('/', '')}.txt`]: name },
      },
    },
  };
}

for (const name of ['front', 'report']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [360, 1000]) {
      test(`${name}, ${colorScheme}, ${width} pixels wide`, async () => {
        const { page, asked, troubles } = await opened(pages[name], { width, colorScheme });

        assert.deepEqual(asked, [pages[name]], 'it asks for nothing but itself');
        assert.deepEqual(troubles, []);
        assert.doesNotMatch(await page.title(), /owned/);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, 'wider than the screen');
        assert.deepEqual(await page.evaluate(hardToRead), []);
        await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}-${width}.png`), fullPage: true });
        await page.context().close();
      });
    }
  }
}

test('the front page has the name as text, and copies a key', async () => {
  const { page } = await opened(pages.front, { width: 1000, colorScheme: 'light' });

  assert.ok((await page.locator('body').textContent()).includes('<img src=x onerror='));
  assert.equal(await page.locator('img').count(), 0);
  await page.getByRole('button', { name: /key/ }).first().click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'sk_000000000000000000hostile');
  await page.context().close();
});

test('the report names each suite that ran', async () => {
  assert.match(readFileSync(new URL(pages.report), 'utf8'), /examples/);
});

async function opened(url, { width, colorScheme }) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const asked = [];
  const troubles = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.push(request.url().replace(/\/$/, ''));
  });
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(url);
  return { page, asked, troubles };
}

/** Texts whose colour is too near to what is behind them: less than 4.5 to 1, as WCAG has it. Runs in the page. */
function hardToRead() {
  // Where nothing is said, the browser has a colour of its own behind everything.
  document.documentElement.style.backgroundColor = 'Canvas';
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const channels = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const linear = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return channels('white');
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (
      texts.currentNode.data.trim() === '' ||
      element.closest('script, style') ||
      element.getClientRects().length === 0
    )
      continue;
    const [one, other] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) found.push(`${texts.currentNode.data.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return found;
}
