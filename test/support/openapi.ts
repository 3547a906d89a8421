/** As much of an OpenAPI document as the specs look at. */
export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: { readonly token: { readonly description: string } };
  };
}

/** One operation of it. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly DescribedParameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: { readonly 'application/json': { readonly schema: object } };
  };
  readonly responses: Readonly<Record<string, DescribedResponse>>;
}

/** One parameter. */
export interface DescribedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: object;
  readonly example?: unknown;
}

/** One answer. */
export interface DescribedResponse {
  readonly headers: Readonly<Record<string, { readonly required: boolean; readonly schema: object }>>;
  readonly content: Readonly<
    Partial<
      Record<
        string,
        { readonly schema: { readonly properties?: { readonly type: { readonly enum?: readonly string[] } } } }
      >
    >
  >;
}

/** All operations, with where they are found. */
export const operationsIn = ({ paths }: OpenApi) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
