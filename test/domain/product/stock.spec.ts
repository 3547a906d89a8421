import { describe, it } from 'vitest';
import { mostReservations, product, rememberedEndings } from '../../../domain/product/index.ts';
import { scenarios } from '../../support/scenario.ts';
import { added, discontinued, received, released, reserved, shipped } from './product-examples.ts';

const { given } = scenarios(product);

const receive = (quantity: number) => ({ type: 'ReceiveStock', data: { quantity } }) as const;
const reserve = (holder: string, quantity: number) => ({ type: 'ReserveStock', data: { holder, quantity } }) as const;
const release = (holder: string) => ({ type: 'ReleaseStock', data: { holder } }) as const;
const ship = (holder: string) => ({ type: 'ShipStock', data: { holder } }) as const;

describe('goods that came in', () => {
  it('can be reserved', () => given(added, received(2)).when(reserve('bob', 2)).then(reserved('bob', 2)));
  it('add to what there is', () =>
    given(added, received(2), received(3)).when(reserve('bob', 5)).then(reserved('bob', 5)));
  it('came in twice when that is said twice', () => given(added, received(2)).when(receive(2)).then(received(2)));
});

describe('a reservation', () => {
  it('is refused when everything is reserved', () =>
    given(added, received(1), reserved('bob', 1)).when(reserve('eve', 1)).thenRejected({ type: 'SoldOut' }));

  it('is refused when everything has shipped', () =>
    given(added, received(1), reserved('bob', 1), shipped('bob', 1))
      .when(reserve('eve', 1))
      .thenRejected({ type: 'SoldOut' }));

  it('is refused before anything has come in', () =>
    given(added).when(reserve('bob', 1)).thenRejected({ type: 'SoldOut' }));

  it('is all or nothing, and the refusal tells what is left', () =>
    given(added, received(3), reserved('bob', 1))
      .when(reserve('eve', 3))
      .thenRejected({ type: 'NotEnoughStock', available: 2 }));

  it('is nothing to do for a holder that has it', () =>
    given(added, received(1), reserved('bob', 1)).when(reserve('bob', 1)).thenNothing());

  it('is nothing to do for a holder that has it, after the product was discontinued', () =>
    given(added, received(1), reserved('bob', 1), discontinued).when(reserve('bob', 1)).thenNothing());

  it('is refused to a holder that has another quantity', () =>
    given(added, received(9), reserved('bob', 1))
      .when(reserve('bob', 2))
      .thenRejected({ type: 'ReservedDifferently', quantity: 1 }));

  it('is refused to a holder whose reservation was released: the request may be an old one', () =>
    given(added, received(1), reserved('bob', 1), released('bob', 1))
      .when(reserve('bob', 1))
      .thenRejected({ type: 'ReservationReleased' }));

  it('is refused to a holder whose goods have shipped: the request may be an old one', () =>
    given(added, received(2), reserved('bob', 1), shipped('bob', 1))
      .when(reserve('bob', 1))
      .thenRejected({ type: 'StockAlreadyShipped' }));

  it.each(['constructor', 'toString', '0'])('is held by a holder of any name: %s', (holder) => {
    given(added, received(1)).when(reserve(holder, 1)).then(reserved(holder, 1));
    given(added, received(1)).when(release(holder)).thenRejected({ type: 'NothingReserved' });
  });
});

describe('what is reserved', () => {
  const held = [added, received(3), reserved('bob', 2)] as const;

  it('is free for others once it is released', () => {
    given(...held)
      .when(release('bob'))
      .then(released('bob', 2));
    given(...held, released('bob', 2))
      .when(reserve('eve', 3))
      .then(reserved('eve', 3));
  });

  it('is gone once it has shipped', () => {
    given(...held)
      .when(ship('bob'))
      .then(shipped('bob', 2));
    given(...held, shipped('bob', 2))
      .when(reserve('eve', 2))
      .thenRejected({ type: 'NotEnoughStock', available: 1 });
  });

  it('is neither released nor shipped by another holder', () => {
    given(...held)
      .when(release('eve'))
      .thenRejected({ type: 'NothingReserved' });
    given(...held)
      .when(ship('eve'))
      .thenRejected({ type: 'NothingReserved' });
  });

  it('is released once, and shipped once', () => {
    given(...held, released('bob', 2))
      .when(release('bob'))
      .thenNothing();
    given(...held, shipped('bob', 2))
      .when(ship('bob'))
      .thenNothing();
  });

  it('is not released once it has shipped, nor shipped once it was released', () => {
    given(...held, shipped('bob', 2))
      .when(release('bob'))
      .thenRejected({ type: 'StockAlreadyShipped' });
    given(...held, released('bob', 2))
      .when(ship('bob'))
      .thenRejected({ type: 'ReservationReleased' });
  });

  it('is still shipped or released after the product was discontinued', () => {
    given(...held, discontinued)
      .when(ship('bob'))
      .then(shipped('bob', 2));
    given(...held, discontinued)
      .when(release('bob'))
      .then(released('bob', 2));
  });
});

describe('the ends of reservations', () => {
  const lives = (count: number) =>
    Array.from({ length: count }, (_, index) => [reserved(`order-${index}`, 1), released(`order-${index}`, 1)]).flat();

  it(`are remembered of the ${rememberedEndings} that ended last`, () =>
    given(added, received(1), ...lives(rememberedEndings))
      .when(release('order-0'))
      .thenNothing());

  it('are forgotten after that: the holder has nothing, and its name is free', () => {
    const history = [added, received(1), ...lives(rememberedEndings + 1)];
    given(...history)
      .when(release('order-0'))
      .thenRejected({ type: 'NothingReserved' });
    given(...history)
      .when(reserve('order-0', 1))
      .then(reserved('order-0', 1));
  });
});

describe('open reservations', () => {
  const open = Array.from({ length: mostReservations }, (_, index) => reserved(`order-${index}`, 1));
  const full = [added, received(mostReservations), received(1), ...open] as const;

  it(`are ${mostReservations} at most, and one more is refused although there is stock`, () =>
    given(...full)
      .when(reserve('eve', 1))
      .thenRejected({ type: 'TooManyReservations' }));

  it('have room for another once one has ended', () =>
    given(...full, shipped('order-0', 1))
      .when(reserve('eve', 1))
      .then(reserved('eve', 1)));
});
