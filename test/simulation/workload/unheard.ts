import { Unavailable } from '../../../application/unavailable.ts';

/** Nobody has answered, and what was asked may still be under way. */
export class Unheard extends Unavailable {
  override readonly name = 'Unheard';
}
