/** What a caller can be in this system. The token says it; in Azure they are the app roles of the registration (docs/deploy.md). */
export const roles = ['customer', 'clerk', 'operator', 'auditor'] as const;

/** What a caller can be in this system. */
export type Role = (typeof roles)[number];

/** Who reaches no more than what is their own: to a customer, the orders and the data of others do not exist. */
export const ownOnly = ['customer'] as const satisfies readonly Role[];

/** Who sees personal values in what they reach. To others, auditors among them, these read `[personal]`. */
export const seePersonal = ['customer', 'clerk'] as const satisfies readonly Role[];
