/** A response in JSON; the media type is application/json unless its headers say otherwise. */
export interface JsonResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly jsonBody: unknown;
}
