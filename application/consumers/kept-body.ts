import type { WaitingMessage } from './waiting-stream.ts';

/** The most levels of arrays and objects in a body that is kept as it is. Cosmos DB takes 128 in a document, and some are ours. */
export const deepestBody = 100;

type KeptBody = Pick<WaitingMessage, 'body' | 'isText'>;

/** A body as every store can keep it: one that is nested deeper as its JSON; and one that JSON cannot say either, as a remark. */
export const keptBody = (body: unknown): KeptBody => {
  if (!isDeeperThan(deepestBody, body)) return { body: body ?? null };
  try {
    return { body: JSON.stringify(body), isText: true };
  } catch (error) {
    return { body: `A body that cannot be kept: ${String(error)}` };
  }
};

/** The body of a message that was kept, as it was delivered. */
export const bodyOf = ({ body, isText }: KeptBody): unknown =>
  isText === true && typeof body === 'string' ? JSON.parse(body) : body;

/** Goes level by level: a body can be nested deeper than functions can call themselves. */
const isDeeperThan = (levels: number, value: unknown): boolean => {
  let level = [value].filter(isNested);
  for (let depth = 0; depth < levels && level.length > 0; depth += 1)
    level = level.flatMap((each): readonly unknown[] => Object.values(each)).filter(isNested);
  return level.length > 0;
};

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
