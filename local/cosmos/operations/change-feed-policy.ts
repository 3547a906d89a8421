import { badRequest } from './failure.ts';
import { isJsonObject } from './json-body.ts';

/** How long all versions and deletes are kept, in minutes. */
export interface ChangeFeedPolicy {
  readonly retentionDuration: number;
}

/** How many seconds the policy keeps changes; null for not at all. Throws 400. */
export function changeRetention(policy: unknown): number | null {
  if (policy === undefined || policy === null) return null;
  const minutes = isJsonObject(policy) ? (policy['retentionDuration'] ?? 0) : undefined;
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 0)
    throw badRequest(`The 'retentionDuration' of the 'changeFeedPolicy' must be a number of minutes.`);
  return minutes === 0 ? null : minutes * 60;
}
