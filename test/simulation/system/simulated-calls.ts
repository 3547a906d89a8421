import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import type { Faults } from '../world/faults.ts';
import type { Random } from '../world/random.ts';
import type { Actor, World } from '../world/world.ts';

/** A host as its calls see it. */
export interface CallingHost extends Actor {
  /** Everything that it does ends here and now. */
  crash(): void;
}

/** What calls of simulated ports need. */
export interface Calling {
  readonly world: World;
  readonly faults: Faults;
  readonly random: Random;
  readonly host: CallingHost;
}

/** Makes one call of a port, with all that can go wrong with it. `name` is for the trace. */
export type Call = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** The error of a port whose service cannot be reached. */
type Failure = (message: string) => Error;

const storeAway: Failure = (message) => new StoreUnavailable(message);

/** How long a slow call takes at most, in milliseconds: longer than a command is attempted. */
const slowestMs = 15_000;

const neverHeardOf = <Result>(): Promise<Result> =>
  new Promise<Result>(() => {
    // Its host is dead.
  });

/** Calls of one host: each waits for its turn in the world, and then meets its fate. */
export const simulatedCalls =
  ({ world, faults, random, host }: Calling, failure: Failure = storeAway): Call =>
  async (name, work) => {
    const isSlow = faults.happens('slow');
    await world.turn(host, name, isSlow ? random.between(100, slowestMs) : 0);
    const note = (fault: string): void => world.note(host, `${name}: ${fault}`);
    const dies = <Result>(): Promise<Result> => {
      host.crash();
      return neverHeardOf();
    };

    if (faults.happens('crash before')) return dies();
    if (faults.isAway(name, world.now())) {
      note('away');
      throw failure(`${name}: away.`);
    }
    if (faults.happens('request lost')) {
      note('request lost');
      throw failure(`${name}: the request was lost.`);
    }
    const answer = await work();
    if (faults.happens('crash after')) return dies();
    if (faults.happens('answer lost')) {
      note('answer lost');
      throw failure(`${name}: the answer was lost.`);
    }
    if (faults.happens('asked again')) {
      await world.turn(host, `${name}: asked again`, random.between(0, 500));
      return work();
    }
    if (faults.happens('answer late')) await world.turn(host, `${name}: answer late`, random.between(0, 2_000));
    return answer;
  };

/** A port whose methods are called in turns. What a method gives page by page takes a turn for each page. */
export const inTurns = <Port extends object>(
  call: Call,
  name: string,
  port: Port,
  describe: (method: string, args: readonly unknown[]) => string = () => '',
): Port =>
  Object.fromEntries(
    Object.entries(port).map(([method, work]: [string, Method]) => [
      method,
      isPaged(work)
        ? pagesInTurns(call, `${name}.${method}`, work)
        : (...args: unknown[]) => call(`${name}.${method}${describe(method, args)}`, async () => work(...args)),
    ]),
  ) as Port;

type Method = (...args: unknown[]) => unknown;
type PagedMethod = (...args: unknown[]) => AsyncGenerator<unknown, undefined>;

const pagedMethod: unknown = Object.getPrototypeOf(async function* () {
  yield await Promise.resolve(0);
});

const isPaged = (work: Method): work is PagedMethod => Object.getPrototypeOf(work) === pagedMethod;

const pagesInTurns = (call: Call, name: string, work: PagedMethod): PagedMethod =>
  async function* (...args) {
    const pages = work(...args);
    for (;;) {
      const page = await call(name, async () => pages.next());
      if (page.done === true) return undefined;
      yield page.value;
    }
  };
