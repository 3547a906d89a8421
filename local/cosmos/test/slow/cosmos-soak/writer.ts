import { BulkOperationType, type Container } from '@azure/cosmos';
import { Killed, type MortalServer } from './mortal-server.ts';
import type { Progress } from './progress.ts';

/** A version of a key, as it is stored. */
export interface Commit {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly text: string;
}

/** Writes versions 1, 2, 3... of its own keys, some alone and some together, until it is told to stop. */
export interface Writer {
  /** How many versions of each key were acknowledged. */
  readonly acknowledged: ReadonlyMap<string, number>;
  readonly finished: Promise<void>;
}

export function startWriter(
  server: MortalServer,
  keys: readonly string[],
  random: (below: number) => number,
  { isStopped, progress }: { readonly isStopped: () => boolean; readonly progress: Progress },
): Writer {
  const acknowledged = new Map(keys.map((key) => [key, 0]));
  const write = async (): Promise<void> => {
    while (!isStopped()) {
      const key = keys[random(keys.length)] ?? '';
      const count = random(4) === 0 ? 2 + random(4) : 1;
      const from = (acknowledged.get(key) ?? 0) + 1;
      const commits = Array.from({ length: count }, (_, n) => commit(key, from + n, random(2000)));
      await append(server, commits);
      acknowledged.set(key, from + count - 1);
      progress.add(count);
    }
  };
  return { acknowledged, finished: write() };
}

function commit(key: string, version: number, size: number): Commit {
  return { id: String(version).padStart(8, '0'), key, version, text: 'x'.repeat(size) };
}

/** Appends until it is certain. When the server died over it, a conflict says that it had been carried out. */
async function append(server: MortalServer, commits: readonly Commit[]): Promise<void> {
  for (let isCertain = true; ; isCertain = false) {
    try {
      const status = await server.use((container) => send(container, commits));
      if (status < 300 || (status === 409 && !isCertain)) return;
      throw new Error(`An append was answered ${status}.`);
    } catch (error) {
      if (!(error instanceof Killed) && !isLostConnection(error)) throw error;
    }
  }
}

async function send({ items }: Container, commits: readonly Commit[]): Promise<number> {
  const [only, ...more] = commits;
  if (only === undefined) throw new Error('There is nothing to append.');
  if (more.length > 0) {
    const operationType = BulkOperationType.Create;
    const operations = commits.map((resourceBody) => ({ operationType, resourceBody: { ...resourceBody } }) as const);
    const { result = [], code = 0 } = await items.batch(operations, only.key);
    return code === 207 ? (result.find(({ statusCode }) => statusCode !== 424)?.statusCode ?? 0) : code;
  }
  return items.create({ ...only }).then(
    ({ statusCode }) => statusCode,
    (error: unknown) => {
      const { code } = error as { readonly code: unknown };
      if (typeof code === 'number') return code;
      throw error;
    },
  );
}

/** The moment in which the server is dead and this process does not know it yet. */
function isLostConnection(error: unknown): boolean {
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(String((error as { readonly code?: unknown }).code));
}
