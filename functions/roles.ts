/** The roles of callers, as tokens name them. In Azure they are the app roles of the registration (docs/deploy.md). */
export const roles = ['customer', 'clerk', 'operator', 'auditor'] as const;

/** A role of a caller. */
export type Role = (typeof roles)[number];

/** The roles that reach only entities of their own. For a customer, the orders and the data of others do not exist. */
export const ownOnly = ['customer'] as const satisfies readonly Role[];

/** The roles that see personal values in what they reach. For others, such as auditors, these read `[personal]`. */
export const seePersonal = ['customer', 'clerk'] as const satisfies readonly Role[];
