/** What a body says; undefined when it is not JSON, which no schema takes. */
export function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
