import { badRequest } from './failure.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses the body of a request. Throws 400 for anything but JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest('The request payload is not valid JSON.');
  }
}

/** Parses a body that must be a JSON object. */
export function parseJsonObject(body: Buffer): JsonObject {
  const parsed = parseJson(body);
  if (!isJsonObject(parsed)) throw badRequest('The request payload must be a JSON object.');
  return parsed;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value nests more objects and arrays in each other than so many. Looks no deeper than that. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}
