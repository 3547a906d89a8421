import type { EventOf, EventTypes } from './aggregate.ts';
import type { AnyContracts, Contract, Contracts } from './contract.ts';
import type { Recorded } from './recorded.ts';

/** The number of a contract's version: 2 of `shop.order-paid.v2`. NaN for a name without one. */
export const contractVersionOf = (type: string): number => Number(/[.]v([1-9][0-9]*)$/.exec(type)?.[1]);

/** The name that all versions of a contract have in common: `shop.order-paid` of `shop.order-paid.v2`. */
const unversioned = (type: string): string => type.slice(0, type.lastIndexOf('.'));

/** An event under every version of its contract that is published, the oldest first; nothing for an event that is not published. */
export const versionsOf = <Types extends EventTypes>(
  { contractOf, formerly = [] }: Pick<Contracts<Types>, 'contractOf' | 'formerly'>,
  recorded: Recorded<EventOf<Types>>,
): readonly Contract[] => {
  const withFormer = (contract: Contract): readonly Contract[] => [
    ...formerly
      .filter(({ of }) => of === contract.type)
      .flatMap((former) => withFormer({ type: former.type, data: former.dataOf(contract.data, recorded) })),
    contract,
  ];
  const newest = contractOf(recorded);
  return newest === undefined ? [] : withFormer(newest);
};

/** Why declared versions of contracts do not fit together, in a sentence; undefined when they do. */
export const unfitVersions = ({ schemas, formerly = [] }: AnyContracts): string | undefined => {
  const unnumbered = Object.keys(schemas).find((type) => Number.isNaN(contractVersionOf(type)));
  if (unnumbered !== undefined) return `The contract ${unnumbered} does not end in its version, like .v1.`;
  const said = formerly.map(({ type, of }, index) => {
    if (!(type in schemas) || !(of in schemas)) return `${type} is published beside ${of}: both need a schema.`;
    if (unversioned(type) !== unversioned(of) || contractVersionOf(type) >= contractVersionOf(of))
      return `${of} cannot take the place of ${type}: it is no later version of the same contract.`;
    const isSaidBefore = formerly.slice(0, index).some((each) => each.type === type || each.of === of);
    return isSaidBefore ? `${type} and ${of}: one version takes the place of one, and they form a chain.` : undefined;
  });
  return said.find((each) => each !== undefined);
};
