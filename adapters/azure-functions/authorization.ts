import type { HttpRequest } from '@azure/functions';
import type { Caller, Callers } from '../../application/callers/caller.ts';
import type { Reader } from '../../application/callers/reach.ts';
import type { Answer, HttpRoute } from './http-route.ts';
import { problem } from './problems/catalogue.ts';
import { RequestRefused } from './problems/problem.ts';
import type { RequestContext } from './request-context.ts';

/** How callers are identified, and the roles that exist. */
export interface Authorization<Role extends string = string> {
  readonly callers: Callers;
  /** Every role of the system: a route allows some of these. */
  readonly roles: readonly Role[];
  /** The roles that reach the caller's own entities only. Any other role that opens a route reaches everything there. */
  readonly ownOnly: readonly Role[];
  /** The roles that see personal values in what they reach. To any other role these read `[personal]`. */
  readonly seePersonal: readonly Role[];
}

/** A caller whom a route admits, and what it reaches and sees there. */
export interface AuthorizedCaller extends Caller, Reader {}

/** A route that only callers with a role may call. */
export interface OpenedBy<Role extends string = string> {
  /** The function's name. */
  readonly name: string;
  /** The caller needs one of these. */
  readonly roles: readonly Role[];
}

/** Answers a request of an authorized caller. */
export type AuthorizedAnswer = (
  request: HttpRequest,
  context: RequestContext,
  caller: AuthorizedCaller,
) => Promise<Answer>;

/** Answers only callers with one of the route's roles. Other callers get 403 with the roles that they would need. */
export const authorized =
  (
    { callers, ownOnly, seePersonal }: Authorization,
    { name, roles }: OpenedBy,
    answer: AuthorizedAnswer,
  ): HttpRoute['answer'] =>
  async (request, context) => {
    const caller = await callers.identify((header) => request.headers.get(header));
    const opening = roles.filter((role) => caller.roles.includes(role));
    if (opening.length === 0) throw notPermitted(name, roles);
    const reachOf = (some: readonly string[]) =>
      some.every((role) => ownOnly.includes(role)) ? { ownerId: caller.id } : 'all';
    const seeing = opening.filter((role) => seePersonal.includes(role));
    const personalReach = seeing.length === 0 ? 'none' : reachOf(seeing);
    return answer(request, context, { ...caller, reach: reachOf(opening), personalReach });
  };

const notPermitted = (name: string, roles: readonly string[]): RequestRefused =>
  new RequestRefused(
    problem('not-permitted', {
      detail: `${name} is for callers with ${roles.length === 1 ? 'this role' : 'one of these roles'}: ${roles.join(', ')}.`,
      challenge: 'Bearer error="insufficient_scope"',
      members: { roles },
    }),
  );
