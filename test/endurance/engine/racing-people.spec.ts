import fc from 'fast-check';
import { expect, it } from 'vitest';
import { person, personEmail } from '../../support/ledger/index.ts';
import { streamIdOf, commitSchema } from '../../../application/streams/commit.ts';
import { decodeCommits } from '../../../application/streams/event-codec.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { forgottenSeconds, pendingSeconds } from '../../../application/unique-values/reservations.ts';
import { asking, peopleOverMemory, dying } from '../../support/people.ts';
import { inTurns } from '../../support/in-turns.ts';
import { allParked } from '../../support/all-parked.ts';

const people = ['1', '2', '3'] as const;
const emails = ['a@example.org', 'b@example.org'] as const;

/** What one process does: a command, whose store may die right before or right after the append, or a delivery of what there is. */
const work = fc.oneof(
  fc.record({
    person: fc.constantFrom(...people),
    command: fc.constantFrom(
      ...emails.flatMap((email) => [asking.register(email), asking.changeEmail(email)]),
      asking.erase,
    ),
    dies: fc.constantFrom('never', 'never', 'before', 'after'),
  }),
  fc.constant('deliver' as const),
);

/** What happens at once, and how long nothing happens then. */
const round = fc.record({
  works: fc.array(work, { minLength: 1, maxLength: 6 }),
  idle: fc.constantFrom(0, pendingSeconds + 1),
});

type World = ReturnType<typeof peopleOverMemory>;

/** Goes through all commits in the order of their appends, and answers who has which email in the end. Throws when two have one. */
const owners = async ({ stored, newProcess }: World): Promise<ReadonlyMap<string, string>> => {
  const ownerOf = new Map<string, string>();
  const { eventStore } = newProcess();
  for (const { streamId, version } of stored.feed().map((document) => commitSchema.parse(document))) {
    const until = (await eventStore.read(streamId)).filter((commit) => commit.version <= version);
    const held = decodeCommits(person.events, until).reduce<string | undefined>(
      (value, { event }) => personEmail.heldAfter(value, event),
      undefined,
    );
    for (const [email, owner] of ownerOf) if (owner === streamId) ownerOf.delete(email);
    if (held === undefined) continue;
    expect(ownerOf.get(held) ?? streamId, `who has ${held}`).toBe(streamId);
    ownerOf.set(held, streamId);
  }
  return ownerOf;
};

it('no two people ever have one email, whoever races, dies or is late, and in the end nothing else is reserved', async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    fc.array(round, { minLength: 1, maxLength: 4 }),
    async (scheduler, rounds) => {
      const world = peopleOverMemory();
      Object.assign(world.reservations, inTurns(scheduler, { ...world.reservations }));
      const process = (dies: 'never' | 'before' | 'after') =>
        world.newProcess((eventStore) => dying(dies)(inTurns(scheduler, eventStore)));
      for (const { works, idle } of rounds) {
        const started = works.map((each) =>
          each === 'deliver'
            ? process('never').confirming.deliver(world.stored.feed())
            : process(each.dies).send(each.person, each.command),
        );
        for (const end of await scheduler.waitFor(Promise.allSettled(started)))
          if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(StoreUnavailable);
        world.pass(idle);
      }
      world.pass(pendingSeconds);
      await scheduler.waitFor(process('never').confirming.deliver(world.stored.feed()));
      world.pass(forgottenSeconds);
      const ownerOf = await scheduler.waitFor(owners(world));
      expect(await allParked(world.parkingLot)).toEqual([]);
      for (const holder of people.map((id) => streamIdOf('person', id))) {
        const held = [...ownerOf.values()].filter((owner) => owner === holder);
        expect(await scheduler.waitFor(world.reservations.namesOf(holder))).toHaveLength(held.length);
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
});
