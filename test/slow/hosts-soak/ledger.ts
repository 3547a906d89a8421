import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A batch that a host has handled. */
export interface Entry {
  /** The host's process. */
  readonly pid: number;
  readonly commits: readonly { readonly streamId: string; readonly version: number }[];
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
}

/** The reports of all hosts, in order. It survives the hosts. */
export interface Ledger {
  readonly url: string;
  readonly entries: readonly Entry[];
  readonly close: () => Promise<void>;
}

/** Opens an empty ledger. */
export const openLedger = async (): Promise<Ledger> => {
  const entries: Entry[] = [];
  const server = createServer((request, response) => {
    void json(request).then(
      (told) => {
        entries.push({ ...(told as Omit<Entry, 'at'>), at: Date.now() });
        response.end();
      },
      // A host that was killed while it reported.
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entries,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

/** The versions of a stream that no host has reported, and those reported before an earlier one, in words. */
export const skipped = (entries: readonly Entry[], streamId: string, last: number): readonly string[] => {
  const told = entries.flatMap(({ commits }) => commits.filter((commit) => commit.streamId === streamId));
  const first = [...new Set(told.map(({ version }) => version))];
  const versions = Array.from({ length: last }, (_, index) => index + 1);
  return [
    ...versions.filter((version) => !first.includes(version)).map((version) => `${streamId}:${version} was skipped`),
    ...first
      .filter((version, index) => first.slice(0, index).some((earlier) => earlier > version))
      .map((version) => `${streamId}:${version} came too late`),
  ];
};
