import { requireContainer, type ContainerName } from './container.ts';
import type { Answer, Cosmos } from './operation.ts';

/** `GET .../conflicts`: writes of several regions that collided. There is one region, so there are none. */
export function conflicts(cosmos: Cosmos, name: ContainerName): Answer {
  const { stored } = requireContainer(cosmos, name);
  const body = JSON.stringify({ _rid: stored.rid, Conflicts: [], _count: 0 });
  return { status: 200, charge: 1, body, headers: { 'x-ms-item-count': '0' } };
}
