import { apiClient, type Answer } from '../client/api.ts';
import { tokensFor } from '../client/credentials.ts';
import { systemAddress } from '../client/system-address.ts';

/** Asks a running system as an operator: the one at `ANNAL_URL`, else the one on this machine. */
export interface Operator {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string) => Promise<Answer>;
}

/** The operator that the environment makes of who sits here. */
export const operatorFrom = (environment: NodeJS.ProcessEnv): Operator => {
  const address = systemAddress(environment);
  const api = apiClient(address, tokensFor(address, environment));
  const as = { name: 'olga', roles: ['operator'] };
  return {
    get: (path) => api.query(`/api/ops/${path}`, { as }),
    post: (path) => api.command(`/api/ops/${path}`, {}, { as }),
  };
};
