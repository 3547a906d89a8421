import { docsRoutes, openApiRoute } from '../../adapters/azure-functions/index.ts';
import { tokenSource } from '../composition.ts';
import manifest from '../../package.json' with { type: 'json' };

/** GET /api/openapi.json: every route, from the schemas that check its requests. */
export const openApi = openApiRoute('GetOpenApi', {
  title: 'Annal',
  version: manifest.version,
  description: 'Commands append events; queries read views of them. Amounts are in minor units (cents), times in UTC.',
  tokens: tokenSource,
});

/** GET /api/docs: a page to try them. */
export const docs = docsRoutes('GetDocs');
