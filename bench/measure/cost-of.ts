/** What a request was charged. */
interface Charged {
  readonly requestUnits: number;
}

/** The sum of what requests were charged, and how many of them were. */
export const costOf = (answered: readonly Charged[]) => ({
  requests: answered.filter(({ requestUnits }) => requestUnits > 0).length,
  requestUnits: answered.reduce((sum, { requestUnits }) => sum + requestUnits, 0),
});
