import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentBundle } from '../../../local/start/app-bundle.ts';

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'annal-app-bundle-'));
  folder = join(root, 'data/app');
  for (const each of ['functions', 'scripts']) mkdirSync(join(root, each));
  write('package.json', JSON.stringify({ name: 'app', type: 'module', main: 'functions/*.ts' }));
  for (const file of ['package-lock.json', 'tsconfig.json', 'host.json']) write(file, '{}');
  write('scripts/build.ts', '');
  write('functions/one.ts', "import { greeting } from '../greeting.ts';\nconsole.log(greeting);");
  write('greeting.ts', "export const greeting = 'good morning';");
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const firstModule = () => readFileSync(join(folder, 'app.js'), 'utf8');
const bundle = () =>
  globSync('*.js', { cwd: folder })
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

/** A bundle that is known to be current, with a mark that a new build removes. */
const marked = async () => {
  // What was saved within the same millisecond counts as saved during the build: then it is built once more.
  do {
    await currentBundle(root, folder);
    writeFileSync(join(folder, 'app.js'), 'the mark');
    await currentBundle(root, folder);
  } while (firstModule() !== 'the mark');
};

describe('The bundle of npm start', () => {
  it('is not built again from the same files', async () => {
    await marked();
    await currentBundle(root, folder);
    expect(firstModule()).toBe('the mark');
  });

  it('is built again when a file that is in it has changed, though it be as long and as old as it was', async () => {
    await marked();
    write('greeting.ts', "export const greeting = 'good evening';");
    utimesSync(join(root, 'greeting.ts'), 0, 0);
    await currentBundle(root, folder);
    expect(bundle()).toContain('good evening');
  });

  it('is built again when a function has come, or the packages have changed', async () => {
    await marked();
    write('functions/two.ts', "console.log('the second');");
    await currentBundle(root, folder);
    expect(bundle()).toContain('the second');
    await marked();
    write('package-lock.json', '{ }');
    await currentBundle(root, folder);
    expect(bundle()).toContain('the second');
  });

  it('has no record of what it was made of while it is built, so that a build that dies leaves none', async () => {
    await marked();
    const record = `${folder}.made-of.json`;
    expect(existsSync(record)).toBe(true);
    write('greeting.ts', 'const = 1;');
    await expect(currentBundle(root, folder)).rejects.toThrow();
    expect(existsSync(record)).toBe(false);
  });

  it('does not count as current after sources that did not compile', async () => {
    await marked();
    write('greeting.ts', 'const = 1;');
    await expect(currentBundle(root, folder)).rejects.toThrow(/could not be built[^]*greeting\.ts/);
    write('greeting.ts', "export const greeting = 'good night';");
    await currentBundle(root, folder);
    expect(bundle()).toContain('good night');
  });
});
