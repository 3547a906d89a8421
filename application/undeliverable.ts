/** A commit that no retry can deliver. Its stream is parked with this message. After any other error the batch is retried. */
export class Undeliverable extends Error {
  override readonly name: string = 'Undeliverable';
}
