import { setTimeout as delay } from 'node:timers/promises';

/** What one read of a document saw. */
export interface Look {
  readonly id: string;
  readonly host: number;
  /** When the read began, in milliseconds of `performance.now()`. */
  readonly begun: number;
  readonly version: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Readers at work: see {@link pollingReaders}. */
export interface PollingReaders {
  /** Each read that was answered with a document, in the order of their answers. */
  readonly looks: readonly Look[];
  /** Versions older than one that had been read before, and answers that are neither a document nor say that one is to ask again. */
  readonly findings: readonly string[];
  stop(): Promise<void>;
}

const between = 50;

/**
 * Reads each document every 50 ms, from one host after the other. A host that does not run is passed over, and one that says that it
 * cannot answer yet (503) is asked again, as a client would.
 */
export const pollingReaders = (
  ids: readonly string[],
  hosts: readonly (() => string)[],
  headers: Readonly<Record<string, string>>,
): PollingReaders => {
  const looks: Look[] = [];
  const findings: string[] = [];
  const stopping = new AbortController();

  const look = async (id: string, host: number, address: string): Promise<Look | undefined> => {
    const begun = performance.now();
    const answer = await fetch(`${address}/api/orders/${id}`, { headers }).catch(() => undefined);
    if (answer === undefined) return undefined;
    const text = await answer.text().catch(() => undefined);
    if (answer.status === 503 || text === undefined) return undefined;
    if (answer.status !== 200) findings.push(`${id} from host ${host}: ${answer.status} ${text}`);
    if (answer.status !== 200) return undefined;
    const body = JSON.parse(text) as Look['body'];
    return { id, host, begun, version: Number(body['version']), body };
  };

  const follow = async (id: string): Promise<void> => {
    let newest = 0;
    while (!stopping.signal.aborted) {
      for (const [host, address] of hosts.entries()) {
        const seen = await look(id, host, address());
        if (seen === undefined) continue;
        looks.push(seen);
        if (!(seen.version >= newest)) findings.push(`${id} from host ${host}: ${seen.version} after ${newest}`);
        newest = Math.max(newest, seen.version);
      }
      await delay(between);
    }
  };

  const following = Promise.all(ids.map(follow));
  return {
    looks,
    findings,
    stop: async () => {
      stopping.abort();
      await following;
    },
  };
};
