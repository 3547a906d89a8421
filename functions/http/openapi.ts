import { docsRoutes, openApiRoute } from '../../adapters/azure-functions/index.ts';
import manifest from '../../package.json' with { type: 'json' };

/** GET /api/openapi.json: every route, from the schemas that check its requests. */
export const openApi = openApiRoute('GetOpenApi', {
  title: 'Annal',
  version: manifest.version,
  description: 'Commands append to the history; queries show views of it. Amounts are in minor units, moments in UTC.',
  tokens:
    'A token of the issuer that this system trusts; its roles open the operations. On your machine ' +
    '`curl "http://127.0.0.1:8082/token?name=bob&roles=clerk"` gives one; in Azure, Entra ID does (docs/deploy.md).',
});

/** GET /api/docs: a page to try them. */
export const docs = docsRoutes('GetDocs');
