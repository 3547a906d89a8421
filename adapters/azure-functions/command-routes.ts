import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import type { HandleCommand } from '../../application/commands/command-outcome.ts';
import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { acceptedCommand, answerToCommand } from './command-answer.ts';
import { commandHeaders, commandPath, readCommand } from './command-request.ts';
import { guarded, type Gate } from './gate.ts';
import { httpRoute } from './http-route.ts';
import type { About } from './openapi/operation.ts';
import { problemKinds, type ProblemTable } from './problem-table.ts';

/** How the commands of one aggregate are reached over HTTP. */
export interface CommandRoutes<
  State,
  Commands extends CommandSchemas,
  Events extends EventTypes,
  Rejection extends { readonly type: string },
> {
  readonly aggregate: Aggregate<State, Commands, Events, Rejection>;
  /** The collection's name in paths: `orders`. */
  readonly plural: string;
  /** The last part of each command's path. The compiler insists that every command has one. */
  readonly routes: Readonly<Record<keyof Commands & string, string>>;
  readonly problems: ProblemTable<Rejection>;
  readonly gate: Gate<keyof Commands & string>;
  readonly handle: HandleCommand<CommandOf<Commands>, Rejection>;
  readonly clock: () => string;
}

/** The handlers of an aggregate's commands, by command. */
export type CommandHandlers<Commands extends CommandSchemas> = Readonly<Record<keyof Commands & string, HttpHandler>>;

/**
 * Registers one function for each command, named as the command: `POST /api/{plural}/{id}/{command}`.
 * Returns them by name, so that specs call them without a host.
 */
export const commandRoutes = <
  State,
  Commands extends CommandSchemas,
  Events extends EventTypes,
  Rejection extends { readonly type: string },
>({
  aggregate,
  plural,
  routes,
  problems,
  gate,
  handle,
  clock,
}: CommandRoutes<State, Commands, Events, Rejection>): CommandHandlers<Commands> => {
  const registered = Object.entries(aggregate.commands).map(([name, schema]) => {
    const type: keyof Commands & string = name;
    const handler = httpRoute({
      name,
      method: 'POST',
      path: `${plural}/{id}/${routes[type]}`,
      about: aboutCommand(schema, gate.permitted[type], problems),
      answer: guarded(gate, type, async (request, conversation, caller) => {
        const { entityId, data, ...asked } = await readCommand(request, { name, schema, caller }, conversation);
        // The schema of this very name has parsed the data, which is all that the type says.
        const command = { type, data, at: clock() } as CommandOf<Commands>;
        return answerToCommand(await handle({ entityId, command, ...asked }), problems, `/api/${plural}/${entityId}`);
      }),
    });
    return [type, handler] as const;
  });
  return Object.fromEntries(registered) as CommandHandlers<Commands>;
};

const aboutCommand = (
  body: z.ZodType,
  roles: readonly string[],
  problems: ProblemTable<{ readonly type: string }>,
): About => ({
  roles,
  parameters: commandPath,
  headers: commandHeaders,
  body,
  answers: [
    {
      status: 200,
      what: 'It is so now; `events` is empty where it was so already.',
      body: acceptedCommand,
      headers: ['ETag', 'Location'],
    },
    {
      status: 201,
      what: 'It is so now, and is the beginning of the history.',
      body: acceptedCommand,
      headers: ['ETag', 'Location'],
    },
  ],
  problems: problemKinds(problems),
});
