import type { OpenSender, ServiceBusEntity } from './open-sender.ts';

export type { OpenSender, ServiceBusConnection } from './open-sender.ts';

/** How long the closing of a client is waited for, in milliseconds: of one whose connection has died it may never end (azure-sdk-for-js, package rhea-promise). */
export const closingPatience = 2_000;

/** Loads the SDK with the first message, so that a process that only answers HTTP starts faster. */
export const openLate = async (to: ServiceBusEntity): Promise<OpenSender> => {
  const { openSender } = await import('./open-sender.ts');
  return openSender(to);
};
