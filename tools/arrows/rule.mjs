/** What is deployed. */
export const inProduction = '^(domain|application|consumers|adapters|functions)/';

/** One forbidden dependency. `comment` is what the person who broke the rule reads. */
export const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
