import { readPorts } from '../../local/start/start-options.ts';

/** A user of the system. */
export interface Person {
  readonly name: string;
  readonly roles: readonly string[];
}

/** Gives the token that a person sends along. Throws {@link NoToken}. */
export type TokenOf = (person: Person) => Promise<string>;

/** There is no token to send; the message says how to get one. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
}

const howTo =
  'Set ANNAL_TOKEN: az account get-access-token --resource api://CLIENT_ID --query accessToken --output tsv (docs/deploy.md, "Who may call").';

/**
 * Where tokens come from: everybody goes by `ANNAL_TOKEN` when it is set; for a system on this machine its issuer of
 * development identities gives each person a token of its own.
 */
export const tokensFor = (address: string, environment: NodeJS.ProcessEnv): TokenOf => {
  const given = environment['ANNAL_TOKEN'];
  // A pipeline passes on a variable that is not set as an empty one.
  if (given) return () => Promise.resolve(given);
  const issued = new Map<string, Promise<string>>();
  return ({ name, roles }) => {
    if (!isHere(address)) return Promise.reject(new NoToken(`${address} asks who calls. ${howTo}`));
    const query = String(new URLSearchParams({ name, roles: roles.join(',') }));
    const token = issued.get(query) ?? issue(`http://127.0.0.1:${readPorts(environment).identity}/token?${query}`);
    issued.set(query, token);
    return token;
  };
};

const isHere = (address: string): boolean => ['127.0.0.1', 'localhost'].includes(new URL(address).hostname);

const issue = async (url: string): Promise<string> => {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new NoToken(
      `Nobody gives out tokens at ${new URL(url).origin}. Is the system running? (npm start) ${howTo}`,
      {
        cause,
      },
    );
  });
  const text = await response.text();
  if (!response.ok) throw new NoToken(`No token from ${new URL(url).origin}: ${text}`);
  return text;
};
