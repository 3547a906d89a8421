import type { ParkedCommit, ParkingLot } from '../../application/feed/parking-lot.ts';

/** All that a subscriber has parked, or all there is, to the last page. */
export const allParked = async (
  { list }: Pick<ParkingLot, 'list'>,
  subscriber?: string,
): Promise<readonly ParkedCommit[]> => {
  const request = { limit: 100, ...(subscriber !== undefined && { subscriber }) };
  const parked: ParkedCommit[] = [];
  let page = await list(request);
  parked.push(...page.items);
  while (page.continuation !== undefined) {
    page = await list({ ...request, continuation: page.continuation });
    parked.push(...page.items);
  }
  return parked;
};
