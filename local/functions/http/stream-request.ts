import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FunctionRunner } from '../host/function-call.ts';
import { paused } from '../host/retry.ts';
import type { InvocationOutcome } from '../worker/invoke.ts';
import { callerOf, type CallFunction } from './answer-request.ts';
import { forward, type Forwarded } from './forward-request.ts';
import { limitedBody, readBody } from './request-body.ts';
import { requestMetadata } from './request-data.ts';
import { emptyAnswer, type Answer } from './response-data.ts';

// An answer is on its way over the loopback when its call ends; a call that gave none need not be waited for.
const answerPatience = 2_000;

/**
 * Calls functions of an app that streams HTTP (`app.setup({ enableHttpStream: true })`): the request goes to the
 * library's own server, and the answer comes from there as it is made. A body whose length is told is read first, since
 * its members are part of the metadata; one that comes in chunks is passed on in chunks.
 *
 * Where a function throws or returns nothing, the real host leaves the caller waiting (azure-functions-nodejs-library
 * #324). Here it is answered 500, and the log says what Azure would do.
 */
export function callWithStreams(runner: FunctionRunner, httpUri: string, log: (line: string) => void): CallFunction {
  return async ({ route, parameters, request, url }) => {
    const whole = request.headers['content-length'] === undefined ? Buffer.alloc(0) : await readBody(request);
    if (whole === undefined) return emptyAnswer(413);
    const invocationId = randomUUID();
    const isChunked = request.headers['transfer-encoding'] !== undefined;
    const body = isChunked ? limitedBody(request) : whole.length === 0 ? [] : [whole];
    const sent = forward({ httpUri, request, url, invocationId, body: Readable.from(body) });
    const calling = runner.run({
      fn: route.fn,
      invocationId,
      ...callerOf(request, url),
      data: { http: {} },
      metadata: requestMetadata(request, url, parameters, whole),
      conclude: (outcome) => sent.status() ?? statusOf(outcome),
    });
    const answer = await Promise.race([sent.answer, calling.then((outcome) => afterwards(outcome, sent))]);
    void calling.then((outcome) => {
      if (hasBrokenOff(outcome)) sent.cancel();
    });
    if (answer !== undefined) return answer;
    log(`  ${route.fn.name}: gave no answer. With HTTP streaming Azure leaves the caller waiting; here it gets 500.`);
    sent.cancel();
    return emptyAnswer(500);
  };
}

/** What the caller gets of a call that has ended before an answer came. */
async function afterwards({ result }: InvocationOutcome, sent: Forwarded): Promise<Answer | undefined> {
  if (result === undefined || result === null) return undefined;
  const over = new AbortController();
  const late = paused(answerPatience, over.signal).then(() => undefined);
  const answer = await Promise.race([sent.answer, late]);
  over.abort();
  return answer;
}

/** A stream that failed half way: the library does not end its answer, and who reads it must learn of it. */
function hasBrokenOff(outcome: InvocationOutcome): boolean {
  return outcome.outcome === 'failed' && outcome.response === undefined;
}

function statusOf({ outcome, result }: InvocationOutcome): string {
  if (outcome === 'failed' || result === undefined || result === null) return '500';
  return String((result as { status?: number }).status ?? 200);
}
