import { commands } from './commands.ts';
import { customers } from './customers.ts';
import { facts } from './facts.ts';
import { queries } from './queries.ts';
import type { Scenario } from './scenario.ts';
import { subscribers } from './subscribers.ts';

/** The cost of everything that has a price worth knowing. Each line is asserted by a spec and printed by `npm run bench`. */
export const scenarios: readonly Scenario[] = [...commands, ...customers, ...facts, ...subscribers, ...queries];
