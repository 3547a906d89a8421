import type { Oracle } from './evidence.ts';

/** Nothing is left parked. */
export const nothingIsParked: Oracle = async ({ stored }) => {
  const { items } = await stored.parkingLot.list({ limit: 100 });
  return items.map(({ subscriber, streamId, reason }) => `${streamId} is parked for ${subscriber}: ${reason}`);
};

/** Nothing was ever parked because it could not be read, where readers are deployed before writers. */
export const everythingIsReadable: Oracle = ({ trace, isHurried }) =>
  isHurried
    ? []
    : trace.filter((line) => / parking\.park(Again)? .* data$/.test(line)).map((line) => `Unreadable: ${line}.`);
