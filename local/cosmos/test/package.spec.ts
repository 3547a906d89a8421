import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ChangeFeedStartFrom, CosmosClient, type Container } from '@azure/cosmos';
import { installPackage, type InstalledPackage } from '@annal/local-server/testing/installed-package';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);
const container = { id: 'orders', partitionKey: { paths: ['/customer'] } };
const orders = [
  { id: '1', customer: 'bob', total: 5 },
  { id: '2', customer: 'bob', total: 7 },
  { id: '3', customer: 'ann', total: 11 },
];

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage(resolve(import.meta.dirname, '..'));
});
afterAll(() => installed[Symbol.dispose]());

/** Starts the program of the package as its user does, and gives what it says of itself. */
const startProgram = async () => {
  const argv = [installed.program('annal-cosmos'), '--port', '0', '--memory'];
  const child = spawn(process.execPath, argv, { cwd: installed.folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  for await (const line of createInterface(child.stdout)) {
    const said = /AccountEndpoint=(?<endpoint>[^;]+);.*;/.exec(line);
    if (said !== null) return { connectionString: said[0], endpoint: said.groups?.['endpoint'] ?? '' };
  }
  throw new Error('The program has ended.');
};

const beginning = { changeFeedStartFrom: ChangeFeedStartFrom.Beginning() };
const changesOf = async (from: Container): Promise<readonly unknown[]> => {
  const feed = from.items.getChangeFeedIterator<{ readonly id: string }>({ ...beginning, maxItemCount: 100 });
  const ids: string[] = [];
  for await (const { statusCode, result } of feed.getAsyncIterator()) {
    if (statusCode === 304) break;
    ids.push(...result.map(({ id }) => id));
  }
  return ids;
};

describe('The package, in an empty folder', () => {
  it('serves the real SDK: writes, queries and the change feed', async () => {
    const { connectionString } = await startProgram();
    const client = new CosmosClient(connectionString);
    onTestFinished(() => client.dispose());
    const { database } = await client.databases.create({ id: 'shop' });
    const { container: made } = await database.containers.create(container);
    for (const order of orders) await made.items.create(order);
    const query = 'SELECT c.customer, SUM(c.total) AS total FROM c GROUP BY c.customer';
    const { resources } = await made.items.query(query).fetchAll();
    expect(resources.toSorted((one, other) => one.total - other.total)).toEqual([
      { customer: 'ann', total: 11 },
      { customer: 'bob', total: 12 },
    ]);
    expect(await changesOf(made)).toEqual(['1', '2', '3']);
  });

  it('searches full text, for which it needs its one dependency', async () => {
    const { connectionString } = await startProgram();
    const client = new CosmosClient(connectionString);
    onTestFinished(() => client.dispose());
    const { database } = await client.databases.create({ id: 'shop' });
    const { container: made } = await database.containers.create({
      ...container,
      fullTextPolicy: { defaultLanguage: 'en-US', fullTextPaths: [{ path: '/text', language: 'en-US' }] },
    });
    await made.items.create({ id: '1', customer: 'bob', text: 'He was running late.' });
    const { resources } = await made.items
      .query("SELECT c.id FROM c WHERE FullTextContains(c.text, 'runs')")
      .fetchAll();
    expect(resources).toEqual([{ id: '1' }]);
  });

  it('shows its page, with every file of it', async () => {
    const { endpoint } = await startProgram();
    const names = readdirSync(resolve(import.meta.dirname, '../face/page'));
    const paths = ['', 'page.css', ...names.filter((name) => name !== 'index.html')];
    const answers = await Promise.all(paths.map(async (path) => (await fetch(`${endpoint}_local/${path}`)).status));
    expect(answers).toEqual(paths.map(() => 200));
  });

  it('is started from a program, too', async () => {
    const program = `import { startCosmos } from '@annal/local-cosmos';
      const server = await startCosmos({ data: ':memory:' });
      console.log(server.connectionString);
      await server.close();`;
    writeFileSync(join(installed.folder, 'program.js'), program);
    const { stdout } = await run(process.execPath, ['program.js'], { cwd: installed.folder });
    expect(stdout).toMatch(/^AccountEndpoint=/);
  });

  it('brings its types', async () => {
    const program = `import { startCosmos, type CosmosServer, type Topology } from '@annal/local-cosmos';
      const declare: Topology = { database: 'shop', containers: [{ name: 'orders', partitionKey: '/customer' }] };
      const server: CosmosServer = await startCosmos({ data: ':memory:', declare });
      const endpoint: string = server.endpoint;
      server.faults.next({ when: 'after-commit', answer: 'cut' });
      // @ts-expect-error There is no such option.
      await startCosmos({ data: ':memory:', speed: endpoint });
      await server.close();`;
    writeFileSync(join(installed.folder, 'typed.ts'), program);
    const packages = dirname(dirname(createRequire(import.meta.url).resolve('typescript/package.json')));
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--lib',
      'es2024,esnext.disposable',
    ];
    const types = ['--types', 'node', '--typeRoots', join(packages, '@types')];
    const compiler = join(packages, 'typescript/bin/tsc');
    const argv = [compiler, ...flags, ...types, 'typed.ts'];
    const said = await run(process.execPath, argv, { cwd: installed.folder }).catch((error: unknown) => error);
    expect(said).toMatchObject({ stdout: '' });
  });
});
