/** What no repetition can deliver. The stream is parked with this message; every other error asks for the batch again. */
export class Undeliverable extends Error {
  override readonly name: string = 'Undeliverable';
}
