import type { EventStore } from '../../application/streams/event-store.ts';

/** What happens around a call to a store: `work` makes the call. */
type Around = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** The store, with something around every call. */
const around =
  (each: Around) =>
  (store: EventStore): EventStore => ({
    read: (...args) => each(() => store.read(...args)),
    readNewest: (...args) => each(() => store.readNewest(...args)),
    findByCommands: (...args) => each(() => store.findByCommands(...args)),
    hasNext: (...args) => each(() => store.hasNext(...args)),
    append: (...args) => each(() => store.append(...args)),
  });

/** Where a host crashes: at the call of this number, before its effect, or after it, when nobody hears of it. */
export interface Crash {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A store whose host crashes. A host that has crashed does nothing more. */
const crashing = ({ at, when }: Crash, onCrash: () => void): ((store: EventStore) => EventStore) => {
  let calls = 0;
  return around(async (work) => {
    calls += 1;
    if (calls < at) return work();
    if (calls === at) {
      if (when === 'after') await work();
      onCrash();
    }
    return neverHeardOfAgain();
  });
};

const neverHeardOfAgain = () =>
  new Promise<never>(() => {
    // Nothing settles it.
  });

/** Has a host work that crashes; gives whether it came so far. What fails on the way is thrown. */
export const worksUntil = (
  crash: Crash,
  workOn: (wrap: (store: EventStore) => EventStore) => Promise<void>,
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    workOn(crashing(crash, () => resolve(true))).then(() => resolve(false), reject);
  });

/** Has a host work that dies as soon as it has appended one commit; gives whether it came so far. */
export const worksUntilAppend = (
  workOn: (wrap: (store: EventStore) => EventStore) => Promise<void>,
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    let isDead = false;
    const whileAlive = around((work) => (isDead ? neverHeardOfAgain() : work()));
    const dying = (store: EventStore): EventStore => ({
      ...whileAlive(store),
      append: async (...args) => {
        if (isDead) return neverHeardOfAgain();
        isDead = true;
        await store.append(...args);
        resolve(true);
        return neverHeardOfAgain();
      },
    });
    workOn(dying).then(() => resolve(false), reject);
  });

/** A store at whose call of this number somebody else comes first. */
export const overtaken = (at: number, byOther: () => Promise<void>): ((store: EventStore) => EventStore) => {
  let calls = 0;
  return around(async (work) => {
    calls += 1;
    if (calls === at) await byOther();
    return work();
  });
};
