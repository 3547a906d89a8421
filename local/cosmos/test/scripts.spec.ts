import type { Container } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
const body = 'function () { return 1; }';
const changed = 'function () { return 2; }';
let container: Container;
beforeEach(async () => {
  container = await account.freshContainer();
});

describe('a stored procedure', () => {
  it('is created, found, replaced and deleted', async () => {
    const { storedProcedures } = container.scripts;
    const { resource, statusCode } = await storedProcedures.create({ id: 's p', body });
    expect(statusCode).toBe(201);
    expect(resource).toMatchObject({
      id: 's p',
      body,
      _self: expect.stringMatching(/^dbs\/.+\/colls\/.+\/sprocs\/.+\/$/),
    });
    expect((await storedProcedures.readAll().fetchAll()).resources).toEqual([resource]);
    const query = { query: 'SELECT * FROM s WHERE s.id = @id', parameters: [{ name: '@id', value: 's p' }] };
    expect((await storedProcedures.query(query).fetchAll()).resources).toEqual([resource]);
    const script = container.scripts.storedProcedure('s p');
    await script.replace({ id: 's p', body: changed });
    expect((await script.read()).resource).toMatchObject({ id: 's p', body: changed, _rid: resource?._rid });
    expect((await script.delete()).statusCode).toBe(204);
    expect((await failureOf(script.read())).code).toBe(404);
  });

  it('is not run: that is refused with 501', async () => {
    await container.scripts.storedProcedures.create({ id: 's', body });
    const { code, message } = await failureOf(container.scripts.storedProcedure('s').execute('p'));
    expect(code).toBe(501);
    expect(message).toContain('does not run');
  });

  it('of a name that is taken is refused with 409', async () => {
    const { storedProcedures } = container.scripts;
    await storedProcedures.create({ id: 's', body });
    expect((await failureOf(storedProcedures.create({ id: 's', body }))).code).toBe(409);
    await storedProcedures.create({ id: 't', body });
    const renamed = container.scripts.storedProcedure('t').replace({ id: 's', body });
    expect((await failureOf(renamed)).code).toBe(409);
  });

  it('counts in what a container holds', async () => {
    await container.scripts.storedProcedures.create({ id: 's', body });
    const { headers } = await container.read({ populateQuotaInfo: true });
    expect(headers['x-ms-resource-usage']).toContain('functions=0;storedProcedures=1;triggers=0;');
  });

  it('goes with its container', async () => {
    await container.scripts.storedProcedures.create({ id: 's', body });
    const { id, database } = container;
    await container.delete();
    const { container: again } = await database.containers.create({ id, partitionKey: '/pk' });
    expect((await again.scripts.storedProcedures.readAll().fetchAll()).resources).toEqual([]);
  });
});

describe('a trigger', () => {
  const trigger = { id: 't', body, triggerType: 'Pre', triggerOperation: 'All' } as const;

  it('is created, found, replaced and deleted', async () => {
    const { resource } = await container.scripts.triggers.create(trigger as never);
    expect(resource).toMatchObject(trigger);
    await container.scripts.trigger('t').replace({ ...trigger, triggerOperation: 'Delete' } as never);
    expect((await container.scripts.triggers.readAll().fetchAll()).resources).toMatchObject([
      { id: 't', triggerOperation: 'Delete' },
    ]);
    await container.scripts.trigger('t').delete();
    expect((await failureOf(container.scripts.trigger('t').read())).code).toBe(404);
  });

  it('is not run: a write that asks for one is refused with 501, and nothing is written', async () => {
    await container.scripts.triggers.create(trigger as never);
    const write = container.items.create({ id: 'i', pk: 'p' }, { preTriggerInclude: 't' });
    expect((await failureOf(write)).code).toBe(501);
    expect((await container.item('i', 'p').read()).statusCode).toBe(404);
  });

  it.each([
    ['without a type', { ...trigger, triggerType: undefined }],
    ['for no known operation', { ...trigger, triggerOperation: 'Sometimes' }],
    ['without a body', { ...trigger, body: '' }],
  ])('%s is refused', async (_, definition) => {
    expect((await failureOf(container.scripts.triggers.create(definition as never))).code).toBe(400);
  });
});

describe('a user-defined function', () => {
  it('is created, found, replaced and deleted, beside a stored procedure of its name', async () => {
    const { scripts } = container;
    await scripts.storedProcedures.create({ id: 'f', body });
    const { resource } = await scripts.userDefinedFunctions.create({ id: 'f', body });
    expect((await scripts.userDefinedFunctions.readAll().fetchAll()).resources).toEqual([resource]);
    await scripts.userDefinedFunction('f').replace({ id: 'f', body: changed });
    expect((await scripts.userDefinedFunction('f').read()).resource).toMatchObject({ body: changed });
    await scripts.userDefinedFunction('f').delete();
    expect((await failureOf(scripts.userDefinedFunction('f').read())).code).toBe(404);
    expect((await scripts.storedProcedure('f').read()).resource).toMatchObject({ body });
  });
});
