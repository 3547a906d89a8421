import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startService } from '@annal/local-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, type Build } from '../../scripts/build.ts';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'annal-build-'));

let made: Build;

beforeAll(async () => {
  made = await build(project, join(folder, 'dist'));
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
  const lines: string[] = [];
  const host = startService({
    name: 'Functions',
    file: fileURLToPath(import.meta.resolve('@annal/local-functions/run')),
    args: ['--app', app, '--port', '0'],
    environment: { ...process.env, ...settings },
    show: (line) => void lines.push(line),
  });
  await host.ready;
  await host.stop();
  const names = lines.filter((line) => /^ {2}\w+ +(http|cosmosDB|serviceBus|timer) /.test(line));
  return names.map((line) => line.trim().split(/ {2,}/).slice(0, 2).join(' '));
};

describe('The deployable folder', () => {
  it('holds the bundle in a first module and chunks, with source maps, host.json, the files of the API page and a package.json', () => {
    const files = readdirSync(join(folder, 'dist'));
    const chunks = files.filter((file) => /^chunk-\w+\.js$/.test(file));
    expect(chunks.length).toBeGreaterThan(5);
    const code = ['app.js', ...chunks];
    const beside = ['host.json', 'package.json', 'swagger-ui-bundle.js', 'swagger-ui.css'];
    expect(files.toSorted()).toEqual([...code, ...code.map((file) => `${file}.map`), ...beside].toSorted());
    const manifest = JSON.parse(readFileSync(join(folder, 'dist/package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ type: 'module', main: 'app.js', engines: { node: '>=24' } });
    expect(manifest).not.toHaveProperty('devDependencies');
  });

  it('leaves the core module to the worker, and needs no package', () => {
    const files = readdirSync(join(folder, 'dist')).filter((file) => /^(app|chunk-\w+)\.js$/.test(file));
    const bundle = files.map((file) => readFileSync(join(folder, 'dist', file), 'utf8')).join('\n');
    expect(bundle).toContain('require("@azure/functions-core")');
    expect(bundle).not.toMatch(/^import .* from ["'](?!node:)(@azure|zod)/m);
  });

  it('names the lines of the sources in its stack traces, with no option of Node', () => {
    const env = { PATH: process.env['PATH'] };
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'dist/app.js')], { env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/InvalidSettings: [^]* at readConfig \(.*functions\/configuration\.ts:\d+:\d+\)/);
  });

  it('reads at its start less than half of what it holds: clients that are not used yet lie in other chunks', () => {
    expect(made.startBytes).toBeLessThan(made.bytes / 2);
  });

  it('holds nothing that the build has not made: no chunk of an earlier one, and no settings with their secrets', async () => {
    const again = join(folder, 'again');
    mkdirSync(join(again, 'notes'), { recursive: true });
    for (const file of ['chunk-ABCDEF12.js', 'chunk-ABCDEF12.js.map', 'local.settings.json', 'notes/plan.txt'])
      writeFileSync(join(again, file), '');
    await build(project, again);
    expect(readdirSync(again).toSorted()).toEqual(readdirSync(join(folder, 'dist')).toSorted());
  });

  it('is never the folder of the sources, nor one that they lie in, for it is emptied', async () => {
    await expect(build(project, project)).rejects.toThrow('holds the sources');
    await expect(build(project, resolve(project, '..'))).rejects.toThrow('holds the sources');
  });

  it('has, outside of the checkout, every function that the sources have', async () => {
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
