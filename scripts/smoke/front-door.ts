import { z } from 'zod';

/** Where the system answers, and what proves there that one may come in. */
export interface Door {
  /** `https://HOST`, without a path. */
  readonly address: string;
  /** The token of a caller with the role clerk. */
  readonly token?: string;
  /** A function key; a gateway may ask for one. */
  readonly functionKey?: string;
}

/** What is asked. A request with a body is a command and carries a key, so that repeating it does nothing twice. */
export interface Question {
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** One answer; `body` is undefined when it is no JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends one request. Throws {@link NoAnswer} without an answer, and {@link TurnedAway} when the caller is refused. */
export type Ask = (question: Question, timeLimit: number) => Promise<Answer>;

/** There was no answer, or not in time. A retry may succeed. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The system refuses the caller, which a retry does not change. The message says what to do. */
export class TurnedAway extends Error {
  override readonly name = 'TurnedAway';
}

/** The front door of a running system. Credentials are sent, and never written anywhere. */
export const frontDoor =
  (door: Door): Ask =>
  async (question, timeLimit) => {
    const response = await send(door, question, timeLimit);
    const reason = reasonToTurnAway(response, door);
    if (reason !== undefined) throw new TurnedAway(reason);
    return { status: response.status, body: parsed(await text(response, door)) };
  };

const send = async (door: Door, { path, body, idempotencyKey }: Question, timeLimit: number): Promise<Response> => {
  try {
    return await fetch(new URL(path, door.address), {
      // A redirect is the sign-in page of an identity provider, and never an answer of ours.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeLimit),
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(door.token === undefined ? {} : { authorization: `Bearer ${door.token}` }),
        ...(door.functionKey === undefined ? {} : { 'x-functions-key': door.functionKey }),
      },
    });
  } catch (error) {
    throw new NoAnswer(`no answer from ${door.address} (${causeOf(error)})`, { cause: error });
  }
};

const text = async (response: Response, { address }: Door): Promise<string> => {
  try {
    return await response.text();
  } catch (error) {
    throw new NoAnswer(`an answer from ${address} broke off (${causeOf(error)})`, { cause: error });
  }
};

/** What the network said: `fetch failed` is only the wrapping. */
const causeOf = (error: unknown): string => {
  const { name, cause } = failure.parse(error);
  return cause?.code ?? cause?.message ?? name;
};

const failure = z.object({
  name: z.string(),
  cause: z.object({ code: z.string().optional(), message: z.string().optional() }).optional(),
});

const reasonToTurnAway = ({ status, headers }: Response, { token, functionKey }: Door): string | undefined => {
  if (status >= 300 && status < 400)
    return `redirected to ${headers.get('location') ?? 'nowhere'}: the app asks callers to sign in, or the address is another one. ${signIn}`;
  if (status === 401)
    return functionKey === undefined && token === undefined
      ? `401: the app asks who calls. ${signIn} Where a gateway asks for a function key, set ANNAL_FUNCTION_KEY.`
      : `401: the ${token === undefined ? 'function key in ANNAL_FUNCTION_KEY' : 'token in ANNAL_TOKEN'} is not accepted. It may have expired, or be for another app.`;
  if (status === 403)
    return '403: known, and not allowed in. Give the caller the role clerk in the app, or run this from a network that is let in.';
  return undefined;
};

const signIn =
  'Set ANNAL_TOKEN: az account get-access-token --resource api://CLIENT_ID --query accessToken --output tsv.';

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
