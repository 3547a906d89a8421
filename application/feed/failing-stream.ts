import { z } from 'zod';

/** A stream that a subscriber keeps failing on while it takes others. It is not parked yet. */
export const failingStream = z
  .object({
    subscriber: z.string(),
    streamId: z.string(),
    /** See {@link FailedDelivery}. A stream that fails on another version has gone on meanwhile. */
    version: z.int().min(1),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    tries: z.int().min(1),
  })
  .readonly();

/** A stream that a subscriber keeps failing on. */
export type FailingStream = z.infer<typeof failingStream>;

/** When a stream is parked that keeps failing, and when parking stops. */
export interface ParkingRules {
  /** A stream is parked once it has failed for so long, in milliseconds, */
  readonly afterMs: number;
  /** or so often, where a service refuses it: that may be over soon; */
  readonly afterTries: number;
  /** or so often, where the code fails on it: seconds only, because the streams behind it in its feed range wait for as long. */
  readonly codeAfterTries: number;
  /** A subscriber parks at most so many streams */
  readonly mostParked: number;
  /** within this time, in milliseconds. Then its batches are delivered again until fewer are parked, or better code is deployed. */
  readonly withinMs: number;
}

/** The rules of a system that sets no other. */
export const usualParking: ParkingRules = {
  afterMs: 5 * 60_000,
  afterTries: 10,
  codeAfterTries: 3,
  mostParked: 1_000,
  withinMs: 10 * 60_000,
};

/** A failing batch is retried within a minute. A failure after a longer rest is another one, in milliseconds. */
const longestRestMs = 10 * 60_000;

/** The note on a stream after one more failure. */
export const failedAgain = (
  earlier: FailingStream | undefined,
  failed: Pick<FailingStream, 'subscriber' | 'streamId' | 'version'>,
  now: string,
): FailingStream => {
  const isSame = earlier?.version === failed.version && Date.parse(now) - Date.parse(earlier.lastAt) <= longestRestMs;
  const { firstAt, tries } = isSame ? earlier : { firstAt: now, tries: 0 };
  return { ...failed, firstAt, lastAt: now, tries: tries + 1 };
};

/** Whether a stream has failed so often or for so long, while others went on, that it is the stream that fails. */
export const isEvident = (
  { firstAt, lastAt, tries }: FailingStream,
  kind: 'code' | 'world',
  { afterMs, afterTries, codeAfterTries }: ParkingRules,
): boolean =>
  tries >= (kind === 'code' ? codeAfterTries : afterTries) || Date.parse(lastAt) - Date.parse(firstAt) >= afterMs;
