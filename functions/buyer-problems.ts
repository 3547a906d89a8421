/** Why somebody cannot buy, in the words of every route on which one buys. */
export const buyerProblems = {
  BuyerNotRegistered: { status: 422, title: 'Only a registered customer can buy; register first' },
  BuyerErased: { status: 422, title: 'The customer was erased and can buy nothing any more' },
} as const;
