import { setTimeout as pause } from 'node:timers/promises';
import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';

/** What a store refuses for a moment: a range on the move, too many requests, a passing clash. */
const refusals: ReadonlySet<number> = new Set([410, 429, 449]);

/** How often one page of one range is asked for again; what is refused for longer is left to the retries of the whole operation. */
const mostRetries = 3;
const firstPauseMs = 20;
const longestPauseMs = 1_000;

/**
 * Asks for a refused page of one range again, before the SDK learns of it. A page of a sorted list over all partitions is merged
 * from pages of every range, and the SDK begins them all anew when one is refused: the more ranges, the less likely it is that
 * all succeed at once. Bulk requests name a range, too, and are not asked for again here: who writes decides that.
 */
export const retryingRanges = (client: HttpClient): HttpClient => {
  /** Ranges that stayed refused, as one that was split does: the next page of these is not asked for again. */
  const stayedRefused = new Set<string>();

  const retrying = async (request: PipelineRequest, range: string): Promise<PipelineResponse> => {
    const retriesLeft = stayedRefused.has(range) ? 0 : mostRetries;
    for (let retries = 0; ; retries += 1) {
      const response = await client.sendRequest(request);
      if (!refusals.has(response.status)) stayedRefused.delete(range);
      if (!refusals.has(response.status)) return response;
      const pauseMs = pauseBefore(retries, response);
      if (retries >= retriesLeft || pauseMs > longestPauseMs) {
        stayedRefused.add(range);
        return response;
      }
      await pause(pauseMs);
      if (request.abortSignal?.aborted === true) return response;
    }
  };

  return {
    sendRequest: (request) => {
      const range = request.headers.get('x-ms-documentdb-partitionkeyrangeid');
      return range === undefined || request.headers.has('x-ms-cosmos-is-batch-request')
        ? client.sendRequest(request)
        : retrying(request, `${request.url} ${range}`);
    },
  };
};

/** As long as the store asked for, and a little longer each time, at random. */
const pauseBefore = (retries: number, { headers }: PipelineResponse): number => {
  const asked = Number(headers.get('x-ms-retry-after-ms') ?? 0);
  return (Number.isFinite(asked) ? asked : 0) + firstPauseMs * 2 ** retries * (0.5 + Math.random() / 2);
};
