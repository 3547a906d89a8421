import { feedFunction, onTerminate } from '../../adapters/azure-functions/index.ts';
import { customerPublication } from '../../application/customer/contracts.ts';
import { orderPublication } from '../../application/order/contracts.ts';
import { publisher } from '../../application/messages/publisher.ts';
import { capabilities } from '../composition.ts';

const publications = [customerPublication, orderPublication];

/** Tells the topic what happened: one line for each aggregate that has contracts. */
export const eventPublisher = publisher({ ...capabilities, publications });

/** Runs for each batch of the feed. */
export const publishEvents = feedFunction('PublishEvents', eventPublisher, capabilities);

onTerminate(() => capabilities.bus.close());
