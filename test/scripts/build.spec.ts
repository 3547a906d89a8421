import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { build } from '../../scripts/build.ts';
import { startHostProcess } from '../local/functions/support/host-process.ts';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'annal-build-'));

beforeAll(async () => {
  await build(project, join(folder, 'dist'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const settings = {
  ...(
    JSON.parse(readFileSync(join(project, 'local.settings.example.json'), 'utf8')) as { Values: Record<string, string> }
  ).Values,
  // Nobody listens there: an app must load without its services.
  COSMOS: 'AccountEndpoint=http://127.0.0.1:9/;AccountKey=bm9uZQ==;',
};

/** The table of functions that the host prints for an app. */
const functionsOf = async (app: string) => {
  const host = startHostProcess(app, settings);
  await vi.waitUntil(() => host.lines.some((line) => line.startsWith('functions: ')), { timeout: 30_000 });
  host.signal('SIGTERM');
  await host.ended();
  const names = host.lines.filter((line) => /^ {2}\w+ +(http|cosmosDB|serviceBus|timer) /.test(line));
  return names.map((line) => line.trim().split(/ {2,}/).slice(0, 2).join(' '));
};

describe('The deployable folder', () => {
  it('holds one bundle with its source map, the page beside it, host.json and a package.json that names it', () => {
    const page = ['swagger-ui-bundle.js', 'swagger-ui.css'];
    const files = ['app.js', 'app.js.map', 'host.json', 'package.json', ...page];
    expect(readdirSync(join(folder, 'dist')).toSorted()).toEqual(files);
    const manifest = JSON.parse(readFileSync(join(folder, 'dist/package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ type: 'module', main: 'app.js' });
    expect(manifest).not.toHaveProperty('devDependencies');
  });

  it('leaves the core module to the worker, and needs no package', () => {
    const bundle = readFileSync(join(folder, 'dist/app.js'), 'utf8');
    expect(bundle).toContain('require("@azure/functions-core")');
    expect(bundle).not.toMatch(/^import .* from ["'](?!node:)(@azure|zod)/m);
  });

  it('has, outside of the checkout, every function that the sources have', { timeout: 60_000 }, async () => {
    const bundled = await functionsOf(join(folder, 'dist'));
    expect(bundled.length).toBeGreaterThan(5);
    expect(bundled).toEqual(await functionsOf(project));
  });

  it('stays as it was when the sources do not compile', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(join(broken, 'dist'), { recursive: true });
    writeFileSync(join(broken, 'package.json'), JSON.stringify({ main: '*.ts' }));
    writeFileSync(join(broken, 'app.ts'), 'const = 1;');
    writeFileSync(join(broken, 'dist/app.js'), 'the last good one');
    await expect(build(broken, join(broken, 'dist'))).rejects.toThrow(/app\.ts/);
    expect(readFileSync(join(broken, 'dist/app.js'), 'utf8')).toBe('the last good one');
    expect(readdirSync(broken).toSorted()).toEqual(['app.ts', 'dist', 'package.json']);
  });
});
