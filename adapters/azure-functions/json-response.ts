/** A response in JSON; the media type is application/json unless its headers say otherwise. */
export interface JsonResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly jsonBody: unknown;
}

/** A response of another kind; its headers say which. */
export interface FileResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
