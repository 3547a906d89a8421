import { behindSecondsOf, nearSeconds, secondsSince, type LagReports } from './subscriber-lag.ts';

/** The ports of {@link notCaughtUp}. */
export interface LookingAtLag {
  readonly lagReports: Pick<LagReports, 'list'>;
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
}

/** For so long a subscriber must have been near the store, in seconds. */
const longEnough = 120;

/** A measurement is made every minute. One that is older than this, in seconds, says nothing of now. */
const freshSeconds = 180;

/** What keeps a subscriber from having caught up with the store, in sentences; nothing once it has. */
export const notCaughtUp =
  ({ lagReports, clock }: LookingAtLag) =>
  async (name: string): Promise<readonly string[]> => {
    const lag = (await lagReports.list()).find(({ subscriber }) => subscriber === name);
    const now = clock();
    if (lag === undefined) return [`The lag of ${name} was never measured.`];
    const measured = secondsSince(lag.checkedAt, now);
    if (measured > freshSeconds) return [`The lag of ${name} was measured ${measured} seconds ago, and not since.`];
    const { nearSince } = lag;
    if (nearSince === undefined) return [`${name} is ${behindSecondsOf(lag)} seconds behind the store.`];
    const near = secondsSince(nearSince, now);
    return near < longEnough
      ? [`${name} has been less than ${nearSeconds} seconds behind the store for ${near} of ${longEnough} seconds.`]
      : [];
  };
