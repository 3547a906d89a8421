import type { Answer, CosmosRequest } from './operation.ts';
import { prepareRequest } from './prepare-request.ts';
import type { Json } from '../sql/index.ts';

/** A list of resources other than items. */
export interface ResourceList {
  readonly rid: string;
  /** The property that holds the list, such as `Databases`. */
  readonly name: string;
  readonly resources: readonly unknown[];
}

/** Whether a POST asks instead of creating. */
export function isQuery(request: CosmosRequest): boolean {
  return (
    request.header('x-ms-documentdb-isquery')?.toLowerCase() === 'true' ||
    request.header('content-type')?.startsWith('application/query+json') === true
  );
}

/** Answers all resources, or those that the query in the request selects. There are never so many that pages are needed. */
export function answerResources(request: CosmosRequest, { rid, name, resources }: ResourceList): Answer {
  const selected = isQuery(request) ? select(request, resources) : resources;
  const body = JSON.stringify({ _rid: rid, [name]: selected, _count: selected.length });
  return { status: 200, charge: 1, body, headers: { 'x-ms-item-count': String(selected.length) } };
}

function select(request: CosmosRequest, resources: readonly unknown[]): readonly Json[] {
  const { prepared } = prepareRequest(request.body);
  const rows = resources.map((document, no) => ({ no, document: document as Json }));
  return Array.from(prepared.run(rows), ({ value }) => value);
}
