import type { Database } from '@azure/cosmos';

/** What something may cost: requests that are charged for (the plan of a query is not), and request units. */
export interface Scenario {
  readonly what: string;
  readonly requests: number;
  readonly requestUnits: number;
  /** Makes everything ready, and answers what is to be counted. */
  readonly prepare: (database: Database, id: string) => Promise<() => Promise<unknown>>;
}
