import { setTimeout as pause } from 'node:timers/promises';
import type { Person, TokenOf } from './credentials.ts';

/** One answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A person or a program at the other end of the HTTP API. */
export interface ApiClient {
  /** Sends a command. The key makes a repetition the same command, so it is repeated while the system cannot take it. */
  command(path: string, body: unknown, options: CommandOptions): Promise<Answer>;
  query(path: string, options: { readonly as: Person }): Promise<Answer>;
}

/** What goes along with a command. */
export interface CommandOptions {
  /** The caller. */
  readonly as: Person;
  readonly idempotencyKey?: string;
  /** The version that the caller decided on. */
  readonly ifMatch?: number;
}

/** The system cannot be reached, also after waiting for it. */
export class SystemUnreachable extends Error {
  override readonly name = 'SystemUnreachable';
}

const tries = 8;
const mayBeTriedAgain = (status: number): boolean => status === 429 || status === 503;

/** Talks to a running system, and is patient with one that is busy or just restarting: up to some 12 seconds a request. */
export const apiClient = (baseUrl: string, tokenOf: TokenOf): ApiClient => {
  const send = async (path: string, as: Person, init: RequestInit = {}): Promise<Answer> => {
    const authorization = `Bearer ${await tokenOf(as)}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const headers = { ...(init.headers as Record<string, string> | undefined), authorization };
        const answer = await fetch(new URL(path, baseUrl), { ...init, headers });
        if (!mayBeTriedAgain(answer.status) || attempt === tries)
          return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
      } catch (cause) {
        if (attempt === tries)
          throw new SystemUnreachable(`No answer from ${baseUrl}. Is it running? (npm start)`, { cause });
      }
      await pause(50 * 2 ** attempt);
    }
  };
  return {
    query: (path, { as }) => send(path, as),
    command: (path, body, { as, idempotencyKey, ifMatch }) =>
      send(path, as, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
        },
      }),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
