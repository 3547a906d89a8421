import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shop } from '../../domain/shop.ts';
import { findAggregates } from '../../scripts/catalogue/aggregates.ts';
import { readHalfWay } from '../../scripts/catalogue/golden-files.ts';
import { registeredApp } from '../../scripts/catalogue/registered-app.ts';

const commands = (await findAggregates()).flatMap(({ aggregate }) => Object.keys(aggregate.commands));

const asked = z.object({ command: z.object({ type: z.string() }), undo: z.object({ type: z.string() }).optional() });

/** What the recorded processes ask, and what undoes it: the specs of each hold that they ask all of it. */
const askedByProcesses = new Set(
  shop.processes
    .flatMap(({ name }) => Object.values(readHalfWay(name)))
    .flatMap(({ history, then = [] }) => [...history, ...then])
    .filter(({ type }) => type === 'Asked')
    .flatMap(({ data }) => {
      const { command, undo } = asked.parse(data);
      return undo === undefined ? [command.type] : [command.type, undo.type];
    }),
);

let routes: ReadonlySet<string>;

beforeAll(async () => {
  routes = new Set((await registeredApp()).map(({ name }) => name));
});

describe('A command', () => {
  it.each(commands)('is sent by callers, or asked by a process: %s', (name) =>
    expect([routes.has(name), askedByProcesses.has(name)]).toContain(true),
  );
});
