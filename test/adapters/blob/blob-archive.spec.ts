import { describe, expect, it } from 'vitest';
import { blobArchive, type ArchiveOptions } from '../../../adapters/blob/index.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { useAzurite } from '../../support/azurite.ts';
import { aCommit, archiveContract, linesOf } from '../contracts/archive.contract.ts';

const blobs = useAzurite();
const small: ArchiveOptions = { limits: { bytes: 700, blocks: 3, blockBytes: 600 } };

const fresh = (options?: ArchiveOptions) => {
  const { connect } = blobs.freshContainer();
  const newProcess = () => blobArchive(async () => connect(), options);
  return { archive: newProcess(), newProcess, connect };
};

archiveContract('The archive in append blobs', async () => {
  const { archive, newProcess } = fresh();
  return { archive, rival: newProcess() };
});

archiveContract('The archive in small append blobs', async () => {
  const { archive, newProcess } = fresh(small);
  return { archive, rival: newProcess() };
});

const namesOf = async (container: ReturnType<ReturnType<typeof fresh>['connect']>) => {
  const names: string[] = [];
  for await (const { name } of container.listBlobsFlat()) names.push(name);
  return names;
};
const versions = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('The archive in append blobs', () => {
  it('costs one request for a batch of one day and category', async () => {
    const { archive } = fresh();
    await archive.add([aCommit('order-1', 1)]);
    const batch = versions(2, 101).map((version) => aCommit('order-1', version));
    expect(await answeredRequests(() => archive.add(batch))).toMatchObject([{ method: 'PUT', status: 201 }]);
    expect(await answeredRequests(() => archive.add(batch))).toEqual([]);
  });

  it('begins a new part when one is full, by its bytes or its blocks, and still knows what the old ones hold', async () => {
    const { archive, newProcess, connect } = fresh(small);
    const commits = versions(1, 20).map((version) => aCommit('order-1', version));
    for (const commit of commits) await archive.add([commit]);
    const names = await namesOf(connect());
    expect(names.length).toBeGreaterThan(5);
    expect(names.slice(0, 2)).toEqual(['2026-05-04/order.000000.jsonl', '2026-05-04/order.000001.jsonl']);
    expect(await archive.add(commits)).toEqual([]);
    expect(await newProcess().add(commits)).toEqual([]);
    expect(await linesOf(archive)).toEqual(commits.map(({ text }) => text));
  });

  it.each([
    ['only the last part, for a commit recorded after the others were full', '2999-01-01T10:00:00.000Z', 1],
    ['all parts, for a commit that is older than they are', '2020-01-01T10:00:00.000Z', 4],
  ])('reads in a new process %s', async (_, recordedAt, parts) => {
    const { archive, newProcess, connect } = fresh(small);
    for (const version of versions(1, 11)) await archive.add([aCommit('order-1', version, { recordedAt })]);
    expect(await namesOf(connect())).toHaveLength(4);
    const requests = await answeredRequests(() => newProcess().add([aCommit('order-1', 12, { recordedAt })]));
    expect(requests.filter(({ method, path }) => method === 'GET' && path.includes('.jsonl'))).toHaveLength(parts);
    expect(await linesOf(archive)).toHaveLength(12);
  });

  it('forgets what it holds when that is too much to remember, and reads it again', async () => {
    const { archive } = fresh({ namesInMemory: 10 });
    const commits = versions(1, 30).map((version) => aCommit('order-1', version));
    for (const commit of commits) await archive.add([commit]);
    expect(await archive.add(commits)).toEqual([]);
    expect(await linesOf(archive)).toHaveLength(30);
  });
});
