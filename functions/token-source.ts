import type { CallersConfig } from './callers-settings.ts';
import { isLoopback } from './is-in-azure.ts';
import { roles } from './roles.ts';

/**
 * Says in Markdown where a caller gets a token: the page at /api/docs shows it under "Authorize". The page is open to everybody,
 * so the text names no issuer but a development one, which gives a token to anybody anyway.
 */
export const tokenSourceOf = (callers: CallersConfig): string => {
  if (callers.by === 'platform') return 'A token of the identity provider in front of this app.';
  if (!isLoopback(new URL(callers.issuer).hostname))
    return (
      'A token from Entra ID for this API, as `az account get-access-token --resource api://CLIENT_ID` prints it. ' +
      'docs/deploy.md says who may call and how roles are given.'
    );
  const address = `${callers.issuer}/token?name=bob&roles=clerk`;
  return (
    `Open [${address}](${address}) and paste the text that it shows. Any name gets a token; ` +
    `the roles are ${roles.join(', ')}, several with commas.`
  );
};
