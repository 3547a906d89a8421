import { afterEach, describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
afterEach(() => account.server().faults.clear());

describe('an injected fault', () => {
  it.each([408, 449, 500] as const)('of %d before the commit leaves nothing behind', async (answer) => {
    const container = await account.freshContainer();
    await container.items.readAll().fetchAll();
    account.server().faults.next({ when: 'before-commit', answer });
    expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe(answer);
    expect((await container.item('i', 'p').read()).statusCode).toBe(404);
  });

  it('after the commit hides a success', async () => {
    const container = await account.freshContainer();
    account.server().faults.next({ when: 'after-commit', answer: 449 });
    expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe(449);
    expect((await container.item('i', 'p').read()).statusCode).toBe(200);
  });

  it('that cuts the connection gives no answer at all', async () => {
    const container = await account.freshContainer();
    account.server().faults.next({ when: 'after-commit', answer: 'cut' });
    expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe('ECONNRESET');
    expect((await container.item('i', 'p').read()).statusCode).toBe(200);
  });

  it('of 429 is waited for and tried again by the SDK', async () => {
    const container = await account.freshContainer();
    account.server().faults.next({ when: 'before-commit', answer: 429 }, { when: 'before-commit', answer: 429 });
    const { statusCode, headers } = await container.items.create({ id: 'i', pk: 'p' });
    expect(statusCode).toBe(201);
    expect(headers['x-ms-throttle-retry-count']).toBe(2);
  });

  it('hits once, and only what it matches', async () => {
    const container = await account.freshContainer();
    const { faults } = account.server();
    faults.next({ when: 'before-commit', answer: 449, match: ({ body }) => body.includes('"unlucky"') });
    await container.items.create({ id: 'lucky', pk: 'p' });
    expect(faults.pending()).toBe(1);
    expect((await failureOf(container.items.create({ id: 'unlucky', pk: 'p' }))).code).toBe(449);
    expect(faults.pending()).toBe(0);
    await container.items.create({ id: 'unlucky', pk: 'p' });
  });
});
