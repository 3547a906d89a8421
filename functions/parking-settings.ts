import { z } from 'zod';
import type { ParkingRules } from '../application/feed/failing-stream.ts';

const wholeNumber = (usual: number) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,5}$/, 'must be a whole number from 1 to 999999')
    .default(String(usual));

/** The settings of parking: when a stream is set aside that a subscriber keeps failing on, and when that stops. */
export const parkingEnvironment = {
  PARK_AFTER_SECONDS: wholeNumber(300),
  PARK_AFTER_TRIES: wholeNumber(10),
  PARK_CODE_AFTER_TRIES: wholeNumber(3),
  PARK_AT_MOST: wholeNumber(1_000),
  PARK_AT_MOST_WITHIN_SECONDS: wholeNumber(600),
};

type ParkingEnvironment = z.infer<z.ZodObject<typeof parkingEnvironment>>;

/** The rules of parking. */
export const readParking = (found: ParkingEnvironment): ParkingRules => ({
  afterMs: Number(found.PARK_AFTER_SECONDS) * 1_000,
  afterTries: Number(found.PARK_AFTER_TRIES),
  codeAfterTries: Number(found.PARK_CODE_AFTER_TRIES),
  mostParked: Number(found.PARK_AT_MOST),
  withinMs: Number(found.PARK_AT_MOST_WITHIN_SECONDS) * 1_000,
});
