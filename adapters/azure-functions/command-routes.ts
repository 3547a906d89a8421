import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { acceptedCommand, answerToCommand } from './command-answer.ts';
import { commandHeaders, commandPath, readCommand } from './command-request.ts';
import type { RunningSystem } from '../../application/system/run.ts';
import { authorized, type Authorization } from './authorization.ts';
import { httpRoute } from './http-route.ts';
import type { About } from './openapi/operation.ts';
import { problemKinds, type ProblemTable } from './problems/rejections.ts';

/** The route of one command, and the roles that may call it. */
export interface CommandRoute<Role extends string> {
  /** The last segment of its path: `place`. */
  readonly path: string;
  readonly roles: readonly Role[];
}

/** What the command routes of every aggregate share. */
export interface CommandEdge<Role extends string = string> extends Authorization<Role> {
  readonly system: Pick<RunningSystem, 'handlerOf'>;
  readonly clock: () => string;
}

/** The command routes of one aggregate. */
export interface CommandRoutes<
  Role extends string,
  State,
  Commands extends CommandSchemas,
  Events extends EventTypes,
  Rejection extends { readonly type: string },
> {
  readonly aggregate: Aggregate<State, Commands, Events, Rejection>;
  /** The collection's name in paths: `orders`. */
  readonly plural: string;
  /** The routes by command. A command without a route is internal: only processes and consumers send it. */
  readonly routes: Readonly<Partial<Record<keyof Commands & string, CommandRoute<Role>>>>;
  readonly problems: ProblemTable<Rejection>;
}

/** The handlers of the commands that have a route, by command. */
export type CommandHandlers<Routed extends string> = Readonly<Record<Routed, HttpHandler>>;

/**
 * Registers one function for each command with a route, named as the command: `POST /api/{plural}/{id}/{command}`.
 * Returns them by name, so that specs call them without a host.
 */
export const commandRoutes = <
  Role extends string,
  State,
  Commands extends CommandSchemas,
  Events extends EventTypes,
  Rejection extends { readonly type: string },
  Routes extends CommandRoutes<NoInfer<Role>, State, Commands, Events, Rejection>['routes'],
>(
  { system, clock, ...authorization }: CommandEdge<Role>,
  {
    aggregate,
    plural,
    routes,
    problems,
  }: CommandRoutes<NoInfer<Role>, State, Commands, Events, Rejection> & { readonly routes: Routes },
): CommandHandlers<keyof Routes & string> => {
  const handle = system.handlerOf(aggregate);
  const registered = Object.entries<CommandRoute<string> | undefined>(routes).flatMap(([name, route]) => {
    const type: keyof Commands & string = name;
    const schema = aggregate.commands[type];
    if (route === undefined || schema === undefined) return [];
    const { path, roles } = route;
    const handler = httpRoute({
      name,
      method: 'POST',
      path: `${plural}/{id}/${path}`,
      about: aboutCommand(schema, roles, problems),
      answer: authorized(authorization, { name, roles }, async (request, context, caller) => {
        const { entityId, data, ...asked } = await readCommand(request, { name, schema, caller }, context);
        // The cast holds: the schema of this command has parsed the data.
        const command = { type, data, at: clock() } as CommandOf<Commands>;
        return answerToCommand(await handle({ entityId, command, ...asked }), problems, `/api/${plural}/${entityId}`);
      }),
    });
    return [[type, handler] as const];
  });
  return Object.fromEntries(registered) as CommandHandlers<keyof Routes & string>;
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
      what: 'Accepted; `events` is empty when there was nothing to do.',
      body: acceptedCommand,
      headers: ['ETag', 'Location'],
    },
    {
      status: 201,
      what: 'Accepted; these are the first events of the stream.',
      body: acceptedCommand,
      headers: ['ETag', 'Location'],
    },
  ],
  problems: problemKinds(problems),
});
