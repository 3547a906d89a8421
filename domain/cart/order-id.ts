/** An id of an order has at most 64 characters, five of which say that it was a cart. */
export const longestCartId = 59;

/** The order that a cart becomes: the same for every repetition, and no order that somebody places under an id of the cart's kind. */
export const orderIdOf = (cartId: string): string => `cart-${cartId}`;
