import type { ListedConsumer } from '../application/consumers/declare-consumer.ts';
import { billing } from './billing/billing.ts';
import { emailConsumer } from './email/email.ts';
import { heardContracts } from './search/facts.ts';

/** Search is right without marks, and its index is declared by hand: infra/containers-beside-views.json. */
const search = {
  name: 'search',
  containers: {},
  hears: Object.fromEntries(heardContracts.map((contract) => [contract, contract])),
};

/** Every consumer of this app: from this list follow its subscriptions with their rules, and its databases with their containers. */
export const consumers: readonly ListedConsumer[] = [emailConsumer, billing, search];
