import type { HttpRequest } from '@azure/functions';
import type { Caller, Callers } from '../../application/callers/caller.ts';
import type { Conversation } from './conversation.ts';
import type { Answer, HttpRoute } from './http-route.ts';
import { RequestRefused } from './problem.ts';

/** How callers are told apart, and the roles there are. */
export interface Authorization<Role extends string = string> {
  readonly callers: Callers;
  /** Every role of the system: a route is opened by some of these. */
  readonly roles: readonly Role[];
}

/** A route that is opened by roles. */
export interface OpenedBy<Role extends string = string> {
  /** The function's name. */
  readonly name: string;
  /** Any one of these is enough. */
  readonly roles: readonly Role[];
}

/** Answers a request of an authorized caller. */
export type AuthorizedAnswer = (request: HttpRequest, conversation: Conversation, caller: Caller) => Promise<Answer>;

/** Answers only callers with one of the route's roles. The others are told which roles they would need, and no more. */
export const authorized =
  (callers: Callers, { name, roles }: OpenedBy, answer: AuthorizedAnswer): HttpRoute['answer'] =>
  async (request, conversation) => {
    const caller = await callers.identify((header) => request.headers.get(header));
    if (!caller.roles.some((role) => roles.includes(role))) throw notPermitted(name, roles);
    return answer(request, conversation, caller);
  };

const notPermitted = (name: string, roles: readonly string[]): RequestRefused =>
  new RequestRefused({
    status: 403,
    name: 'not-permitted',
    title: 'The caller may not do this',
    detail: `${name} is for callers with ${roles.length === 1 ? 'this role' : 'one of these roles'}: ${roles.join(', ')}.`,
    challenge: 'Bearer error="insufficient_scope"',
    members: { roles },
  });
