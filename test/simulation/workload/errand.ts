import type { Hosts } from '../system/hosts.ts';
import type { Random } from '../world/random.ts';
import type { Client } from './client.ts';
import type { Records } from './records.ts';

/** Who runs an errand, and what it knows. */
export interface Running {
  readonly client: Client;
  readonly random: Random;
  readonly records: Records;
  readonly hosts: Pick<Hosts, 'deploy'>;
}

/** A few commands that somebody sends one after the other, for some purpose, whatever the answers are. */
export type Errand = (running: Running) => Promise<void>;

/** Whom and what a run has, few of each: so that commands meet. */
export const known = {
  customers: ['ada', 'bob', 'eve'],
  accounts: ['ada-eur', 'bob-eur', 'eve-eur', 'bob-usd'],
  products: ['tea', 'mug', 'pot'],
  carts: ['k1', 'k2', 'k3', 'k4'],
  orders: ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'],
  emails: ['ada@example.org', 'bob@example.org', 'eve@example.org', 'shared@example.org'],
} as const;
