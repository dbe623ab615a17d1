/** The package in pages: each bundler takes it without a word, and what it makes runs. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { before, test } from 'node:test';
import { build as esbuild } from 'esbuild';
import { chromium } from 'playwright-core';
import { build as vite } from 'vite';
import webpack from 'webpack';

const require = createRequire(import.meta.url);
const folderOf = (name) => join(import.meta.dirname, 'dist', name);

before(() => {
  for (const name of ['commands', 'esbuild', 'webpack']) {
    mkdirSync(folderOf(name), { recursive: true });
    const page = readFileSync(join(import.meta.dirname, 'app/index.html'), 'utf8');
    writeFileSync(join(folderOf(name), 'index.html'), page);
  }
});

test('esbuild', async () => {
  const { warnings } = await esbuild({
    entryPoints: ['app/main.js'],
    bundle: true,
    format: 'esm',
    splitting: true,
    outdir: folderOf('esbuild'),
    logLevel: 'silent',
  });
  assert.deepEqual(warnings, []);
  await runs('esbuild');
});

test('esbuild, with commands, whose shell wants a module of Node replaced', async () => {
  const { warnings } = await esbuild({
    entryPoints: { main: 'app/commands.js' },
    bundle: true,
    format: 'esm',
    splitting: true,
    outdir: folderOf('commands'),
    alias: { 'node:zlib': './app/nothing.js' },
    logLevel: 'silent',
  });
  assert.deepEqual(warnings, []);
  const answer = await shown('commands');
  assert.equal(answer.kind, 'success', JSON.stringify(answer));
  assert.match(answer.body.stdout, /^HELLO\n/);
  assert.match(answer.body.stdout, /^lines\.txt$/m);
});

test('esbuild, in one file', async () => {
  const stdin = {
    contents: "import { createHub } from 'cocalc-mock-hub'; globalThis.hub = createHub;",
    resolveDir: import.meta.dirname,
  };
  const { warnings } = await esbuild({ stdin, bundle: true, format: 'iife', write: false, logLevel: 'silent' });
  assert.deepEqual(warnings, []);
});

test('vite', async () => {
  const said = [];
  const say = (message) => said.push(message);
  const customLogger = {
    info() {},
    warn: say,
    warnOnce: say,
    error: say,
    clearScreen() {},
    hasErrorLogged: () => false,
    hasWarned: false,
  };
  const options = { target: 'esnext', outDir: folderOf('vite'), emptyOutDir: true, chunkSizeWarningLimit: 10_000 };
  await vite({ root: 'app', base: './', customLogger, configFile: false, build: options });
  assert.deepEqual(said, []);
  await runs('vite');
});

for (const required of [false, true]) {
  test(`webpack 5${required ? ', by require' : ''}`, async () => {
    const entry = required ? './app/required.cjs' : './app/main.js';
    const stats = await new Promise((resolve, reject) => {
      const options = {
        mode: 'production',
        context: import.meta.dirname,
        entry,
        target: 'web',
        performance: false,
        optimization: { minimize: false },
        experiments: { outputModule: !required },
        output: { path: folderOf(required ? 'required' : 'webpack'), filename: 'main.js', module: !required },
      };
      webpack(options, (fault, done) => (fault ? reject(fault) : resolve(done)));
    });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    assert.deepEqual([errors, warnings], [[], []]);
    if (!required) await runs('webpack');
  });
}

async function runs(name) {
  const { ping, created, form, refused, contract, byName } = await shown(name);
  assert.equal(ping.event, 'pong');
  assert.deepEqual([created, form], ['project_created', 'project_created']);
  assert.match(refused, /package: \(\) => import\('just-bash'\)/);
  assert.equal(contract, 'v1/ping');
  assert.match(byName, /cocalc-mock-hub\/worlds\/classroom/);
}

/** What the page shows, as the bundler has left it, in a browser. */
async function shown(name) {
  const folder = folderOf(name);
  copyFileSync(require.resolve('msw/mockServiceWorker.js'), join(folder, 'mockServiceWorker.js'));
  const server = createServer((request, response) => serve(folder, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const fault = new Promise((resolve) => page.on('pageerror', resolve));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const text = page.locator('pre').textContent({ timeout: 60_000 });
    const result = await Promise.race([text, fault]);
    if (result instanceof Error) throw result;
    return JSON.parse(result);
  } finally {
    await browser.close();
    server.close();
  }
}

function serve(folder, { url }, response) {
  const { pathname } = new URL(url, 'http://localhost');
  const path = pathname === '/' ? 'index.html' : pathname;
  try {
    const file = readFileSync(join(folder, path));
    response.writeHead(200, { 'Content-Type': extname(path) === '.js' ? 'text/javascript' : 'text/html' }).end(file);
  } catch {
    response.writeHead(404).end();
  }
}
