import { setTimeout as pause } from 'node:timers/promises';
import { randomNumbers } from '@annal/local-server/testing';
import { thinker, type Command, type Lately } from './commands.ts';

/** What a command was answered in the end. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A command and its answer. */
export interface Settled {
  readonly command: Command;
  readonly answer: Answer;
}

/** Sends commands until each is answered, and remembers the answers. */
export interface Clients {
  readonly settled: readonly Settled[];
  /** So many concurrent clients send commands until they are stopped; resolves when all requests are answered. */
  readonly work: (clients: number, isOver: () => boolean) => Promise<void>;
  /** How often each answer came that did not settle a command, by its status; 0 is no answer. */
  readonly refusals: ReadonlyMap<number, number>;
}

interface Sending {
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly seed: number;
}

const remembered = 30;
/** A client without an answer for this long gives up, without knowing the outcome of its request. */
const clientPatience = 20_000;
/** No command stays unanswered for longer than this, whatever happens to the system. */
const deadline = 420_000;
/** What says that the command has been decided: accepted, or refused by the business. */
const settling = [200, 201, 404, 422];

export const openClients = ({ api, headers, seed }: Sending): Clients => {
  const settled: Settled[] = [];
  const refusals = new Map<number, number>();
  const lately: Lately = { customers: [], orders: [] };
  let begun = 0;

  const sendOnce = async ({ category, entityId, does, commandId, body }: Command): Promise<Answer> => {
    try {
      const response = await fetch(`${api}/${category}s/${entityId}/${does}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': commandId.replace(/^key:/, '') },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(clientPatience),
      });
      return { status: response.status, body: await response.json() };
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  };
  const send = async (command: Command, random: (below: number) => number): Promise<Answer> => {
    for (const until = performance.now() + deadline; ;) {
      const answer = await sendOnce(command);
      if (settling.includes(answer.status)) return answer;
      refusals.set(answer.status, (refusals.get(answer.status) ?? 0) + 1);
      const isTransient = [0, 409, 429, 500, 503].includes(answer.status);
      if (!isTransient || performance.now() > until)
        throw new Error(`${JSON.stringify(command)} was answered ${JSON.stringify(answer)}`);
      await pause(100 + random(900));
    }
  };
  const remember = (command: Command, answer: Answer): void => {
    settled.push({ command, answer });
    if (answer.status !== 201) return;
    const list = command.category === 'order' ? lately.orders : lately.customers;
    list.push(command.entityId);
    if (list.length > remembered) list.shift();
  };
  const client = async (isOver: () => boolean): Promise<void> => {
    begun += 1;
    const random = randomNumbers(seed + begun);
    const think = thinker(`c${begun}`, lately, random);
    while (!isOver()) {
      const command = think();
      // Now and then a client is so impatient that its command is under way twice.
      const times = random(10) === 0 ? 2 : 1;
      const answers = await Promise.all(Array.from({ length: times }, () => send(command, random)));
      for (const answer of answers) remember(command, answer);
      await pause(random(100));
    }
  };
  return {
    settled,
    refusals,
    work: async (clients, isOver) => {
      await Promise.all(Array.from({ length: clients }, () => client(isOver)));
    },
  };
};
