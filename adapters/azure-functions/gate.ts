import type { HttpRequest } from '@azure/functions';
import type { Caller, Callers } from '../../application/callers/caller.ts';
import type { Conversation } from './conversation.ts';
import type { Answer, HttpRoute } from './http-route.ts';
import { RequestRefused } from './problem.ts';

/** Who is let in to which function. */
export interface Gate<Name extends string> {
  readonly callers: Callers;
  /** The roles that open each function, by its name: any one of them is enough. */
  readonly permitted: Readonly<Record<Name, readonly string[]>>;
}

/** Answers a request of somebody who was let in. */
export type GuardedAnswer = (request: HttpRequest, conversation: Conversation, caller: Caller) => Promise<Answer>;

/** Lets callers in to a function by their roles; the others learn no more than which they would need. */
export const guarded =
  <Name extends string>(gate: Gate<Name>, name: Name, answer: GuardedAnswer): HttpRoute['answer'] =>
  async (request, conversation) => {
    const caller = await gate.callers.identify((header) => request.headers.get(header));
    const roles = gate.permitted[name];
    if (!caller.roles.some((role) => roles.includes(role))) throw notPermitted(name, roles);
    return answer(request, conversation, caller);
  };

const notPermitted = (name: string, roles: readonly string[]): RequestRefused =>
  new RequestRefused({
    status: 403,
    name: 'not-permitted',
    title: 'The caller may not do this',
    detail: `${name} is for whoever has ${roles.length === 1 ? 'this role' : 'one of these roles'}: ${roles.join(', ')}.`,
    challenge: 'Bearer error="insufficient_scope"',
    members: { roles },
  });
