import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { CosmosFailure } from '../operations/failure.ts';
import type { Answer } from '../operations/operation.ts';
import type { Fault } from './fault.ts';
import { respond } from './respond.ts';

/**
 * Answers a request that a fault has hit. `carryOut` does what was asked for; it runs, unless the fault comes before the
 * commit. Throws the failure that the caller shall see.
 */
export async function injectFault(
  fault: Fault,
  response: ServerResponse,
  carryOut: () => Answer | Promise<Answer>,
): Promise<void> {
  const { answer, when, delayMs = 0 } = fault;
  const isBefore = when === 'before-commit';
  if (isBefore) await delay(delayMs);
  const result = isBefore && answer !== 'late' ? undefined : await carryOut();
  if (!isBefore) await delay(delayMs);
  if (answer === 'cut') response.destroy();
  else if (answer !== 'late') throw failureOf(answer, fault);
  else if (result !== undefined) respond(response, result);
}

function failureOf(status: Exclude<Fault['answer'], 'cut' | 'late'>, { retryAfterMs = 5 }: Fault): CosmosFailure {
  const substatus = substatuses[status];
  return new CosmosFailure(status, `Injected fault: ${status}.`, {
    headers: status === 429 ? { 'x-ms-retry-after-ms': String(retryAfterMs) } : {},
    ...(substatus === undefined ? {} : { substatus }),
  });
}

/** 1002: the range is gone, so the SDK reads the ranges again. 3200: the request rate is too large. */
const substatuses: Readonly<Record<number, number>> = { 410: 1002, 429: 3200 };

async function delay(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await setTimeout(milliseconds);
}
