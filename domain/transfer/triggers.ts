import type { EventOfTrigger } from '../modelling/processes/trigger.ts';
import { account } from '../account/index.ts';
import { trigger } from '../modelling/process.ts';

/** Money that has left an account starts a transfer, which is known by the account and the version of that event. */
export const sending = trigger(account, { TransferSent: ({ entityId, version }) => `${entityId}-${version}` });

/** What a transfer is told of. */
export type TransferEvent = EventOfTrigger<typeof sending>;
