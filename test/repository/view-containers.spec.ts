import { describe, expect, it } from 'vitest';
import { archiverName } from '../../application/archive/archiver.ts';
import { customerEmail } from '../../application/customer/customer-email.ts';
import { eraserName } from '../../application/privacy/eraser.ts';
import { publisherName } from '../../application/messages/publisher.ts';
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { registeredApp } from '../functions/registered-app.ts';

describe('The container of every view', () => {
  it('is declared in infra/cosmos.json, or its projection would retry for ever', async () => {
    const followers = (await registeredApp()).flatMap(({ trigger }) => trigger['leaseContainerPrefix'] ?? []);
    // A projection is called as its container; these others follow the feed and keep no view.
    const others: readonly unknown[] = [publisherName, archiverName, eraserName, customerEmail.name];
    const views = followers.filter((name) => !others.includes(name));
    expect(cosmos.containers.map(({ name }) => name)).toEqual(expect.arrayContaining(views));
    expect(views).not.toEqual([]);
  });
});
