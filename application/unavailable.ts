/** A service that the app depends on cannot be used, also after bounded retries. A later retry may succeed, so this alone parks nothing. */
export class Unavailable extends Error {
  override readonly name: string = 'Unavailable';
}
