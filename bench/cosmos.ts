// How fast the local Cosmos is, and what of it is HTTP: npm run bench:cosmos. See bench/README.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitDocument } from './cosmos/commit-document.ts';
import { fill } from './cosmos/fill.ts';
import { readLongPages, sortedContainer } from './cosmos/long-pages.ts';
import { readFeed } from './cosmos/read-feed.ts';
import { startServer, type Server } from './cosmos/server.ts';
import { measureEcho } from './measure/echo.ts';
import { inLanes } from './measure/in-lanes.ts';
import { duration, machine, table } from './measure/report.ts';

const load = { lanes: 64, seconds: 5 };
const documents = 100_000;
const targets = { commits: 2_000, feedItems: 15_000, firstAnswerMs: 500 };

const folder = await mkdtemp(join(tmpdir(), 'bench-cosmos-'));
try {
  console.log(`${machine()}; ${load.lanes} requests at once for ${load.seconds} s\n`);
  const echo = await measureEcho(load, JSON.stringify(commitDocument('bench', 1)));
  const server = await startServer(folder);
  const rates = await measure(server);
  const { page, slowestWrite } = await readLongPages(await server.create(sortedContainer), server.events);
  await server.stop();
  console.log(
    table([
      { what: 'bare http echo, 1 KB', rate: echo },
      { what: 'commits: one create of 1 KB, synced', rate: rates.commits, target: targets.commits },
      { what: 'point reads', rate: rates.reads },
      { what: 'change feed items, pages of 100', rate: rates.feed, target: targets.feedItems },
    ]),
  );
  console.log(
    `a page that sorts 10,000 documents: ${page.toFixed(0)} ms; the slowest write meanwhile: ${slowestWrite.toFixed(0)} ms, ${(slowestWrite / page).toFixed(2)} of it`,
  );
  console.log(
    duration(
      `first answer with ${documents.toLocaleString('en')} documents`,
      await firstAnswer(),
      targets.firstAnswerMs,
    ),
  );
} finally {
  await rm(folder, { recursive: true });
}

async function measure({ events }: Server) {
  await fill(events, 'old', documents);
  const reads = await inLanes(load, (n) => {
    const { id, streamId } = commitDocument('old', n % documents);
    return events.item(id, streamId).read();
  });
  const feed = await readFeed(events);
  const commits = await inLanes(load, (n) => events.items.create(commitDocument('new', n)));
  return { reads, feed, commits };
}

/** From the start of the process to the answer of its first read, in milliseconds. */
async function firstAnswer(): Promise<number> {
  const started = performance.now();
  const server = await startServer(folder);
  const { id, streamId } = commitDocument('old', 0);
  const { statusCode } = await server.events.item(id, streamId).read();
  const milliseconds = performance.now() - started;
  await server.stop();
  if (statusCode !== 200) throw new Error(`The first read was answered ${statusCode}.`);
  return milliseconds;
}
