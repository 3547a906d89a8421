import { describe, expect, it } from 'vitest';
import { blobArchive, type ArchiveOptions } from '../../../adapters/blob/index.ts';
import { ArchiveUnavailable } from '../../../application/archive/archive.ts';
import { useLossyAzurite } from '../../support/azurite.ts';
import { aCommit, linesOf } from '../contracts/archive.contract.ts';

const blobs = useLossyAzurite();
const small: ArchiveOptions = { limits: { bytes: 700, blocks: 3, blockBytes: 600 } };

const fresh = (options?: ArchiveOptions) => {
  const { connect, connectThroughProxy } = blobs.freshContainer();
  const through = (client: typeof connect) => blobArchive(async () => client(), options);
  return { archive: through(connect), overProxy: through(connectThroughProxy) };
};

const versions = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const isAppend = (method: string, path: string) => method === 'PUT' && path.includes('comp=appendblock');

describe('The archive in append blobs', () => {
  it('adds once what was appended and never answered', async () => {
    const { overProxy, archive } = fresh();
    await overProxy.add([aCommit('order-1', 1)]);
    let appends = 0;
    blobs
      .proxy()
      .decide((method, path) => (isAppend(method, path) && (appends += 1) <= 2 ? 'loses its answer' : 'passes'));
    expect(await overProxy.add([aCommit('order-1', 2)])).toHaveLength(1);
    blobs.proxy().decide(() => 'passes');
    await overProxy.add([aCommit('order-1', 2), aCommit('order-1', 3)]);
    expect(appends).toBeGreaterThan(1);
    expect((await linesOf(archive)).map((line) => (JSON.parse(line) as { version: number }).version)).toEqual([
      1, 2, 3,
    ]);
  });

  it('survives any answer and any request that is lost once', async () => {
    for (const fate of ['is lost', 'loses its answer'] as const) {
      const { overProxy, archive } = fresh(small);
      let requests = 0;
      blobs.proxy().decide(() => ((requests += 1) % 3 === 0 ? fate : 'passes'));
      for (const version of versions(1, 12)) await overProxy.add([aCommit('order-1', version)]);
      blobs.proxy().decide(() => 'passes');
      expect((await linesOf(archive)).map((line) => (JSON.parse(line) as { version: number }).version)).toEqual(
        versions(1, 12),
      );
    }
  });

  it('is unavailable while no request succeeds, and adds once when the batch is retried', async () => {
    const { overProxy, archive } = fresh();
    blobs.proxy().decide((method, path) => (isAppend(method, path) ? 'loses its answer' : 'passes'));
    await overProxy.add([aCommit('order-1', 1)]);
    blobs.proxy().decide(() => 'is lost');
    await expect(overProxy.add([aCommit('order-1', 2)])).rejects.toThrow(ArchiveUnavailable);
    blobs.proxy().decide(() => 'passes');
    await overProxy.add([aCommit('order-1', 1), aCommit('order-1', 2)]);
    expect(await linesOf(archive)).toHaveLength(2);
  });
});
