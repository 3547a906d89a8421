/** The messages that the broker gave up on delivering to a consumer. */
export interface DeadLetters {
  /**
   * Completes the dead letters of a subscription whose message ids are such, and leaves the others as they are. Looks at a thousand of
   * them at most. Gives how many it has completed. Throws BrokerUnavailable; some may be completed then.
   */
  complete(subscription: string, isSuch: (messageId: string) => boolean): Promise<number>;
}
