import { use, type Leak } from './planted-leak.ts';

/** Leaks among the processes of a business. What stands beside each is permitted. */
export const processLeaks: readonly Leak[] = [
  {
    files: {
      'domain/order/index.ts': use('./decide.ts', './asks.ts'),
      'domain/order/asks.ts': use('../delivery/index.ts', '../delivery/rules.ts'),
      'domain/delivery/index.ts': use('./rules.ts'),
      'domain/delivery/rules.ts': use('../money.ts'),
    },
    breaks: ['processes-know-the-doors: domain/order/asks.ts -> domain/delivery/rules.ts'],
  },
];
