import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import type { ProductCommand } from './commands.ts';
import type { ProductEvent } from './events.ts';
import type { AddedProduct, OfferedProduct, Product } from './evolve.ts';
import { endingOf, mostReservations, reservedBy, type Ending } from './stock.ts';

/** The reasons for which a command is rejected. */
export type ProductRejection =
  | { readonly type: 'ProductNotAdded' }
  | { readonly type: 'ProductAlreadyAdded' }
  | { readonly type: 'ProductDiscontinued' }
  | { readonly type: 'SoldOut' }
  | { readonly type: 'NotEnoughStock'; readonly available: number }
  | { readonly type: 'TooManyReservations' }
  | { readonly type: 'ReservedDifferently'; readonly quantity: number }
  | { readonly type: 'NothingReserved' }
  | { readonly type: 'ReservationReleased' }
  | { readonly type: 'StockAlreadyShipped' };

type ProductDecision = Decision<ProductEvent, ProductRejection>;
type DataOf<Type extends ProductCommand['type']> = Extract<ProductCommand, { type: Type }>['data'];

/** Decides a command on the state of the product. */
export const decide = (command: ProductCommand, product: Product): ProductDecision => {
  switch (command.type) {
    case 'AddProduct':
      return add(command.data, product);
    case 'RenameProduct':
      return whileOffered(product, ({ name }) =>
        name === command.data.name ? nothingToDo : accept({ type: 'ProductRenamed', data: command.data }),
      );
    case 'ChangeProductPrice':
      return whileOffered(product, (offered) => changePrice(command.data, offered));
    case 'ReceiveStock':
      return whileOffered(product, () => accept({ type: 'StockReceived', data: command.data }));
    case 'ReserveStock':
      return onceAdded(product, (added) => reserve(command.data, added));
    case 'ReleaseStock':
      return onceAdded(product, (added) => end(command.data, added, 'released'));
    case 'ShipStock':
      return onceAdded(product, (added) => end(command.data, added, 'shipped'));
    case 'DiscontinueProduct':
      return onceAdded(product, ({ status }) =>
        status === 'discontinued' ? nothingToDo : accept({ type: 'ProductDiscontinued', data: {} }),
      );
  }
};

const onceAdded = (product: Product, change: (added: AddedProduct) => ProductDecision): ProductDecision =>
  product.status === 'not-added' ? reject({ type: 'ProductNotAdded' }) : change(product);

const whileOffered = (product: Product, change: (offered: OfferedProduct) => ProductDecision): ProductDecision =>
  onceAdded(product, (added) => (added.status === 'offered' ? change(added) : reject({ type: 'ProductDiscontinued' })));

const add = (wanted: DataOf<'AddProduct'>, product: Product): ProductDecision => {
  switch (product.status) {
    case 'not-added':
      return accept({ type: 'ProductAdded', data: wanted });
    case 'offered':
      return isTheSameProduct(wanted, product) ? nothingToDo : reject({ type: 'ProductAlreadyAdded' });
    case 'discontinued':
      return reject({ type: 'ProductDiscontinued' });
  }
};

const isTheSameProduct = (wanted: DataOf<'AddProduct'>, product: OfferedProduct): boolean =>
  wanted.name === product.name &&
  wanted.category === product.category &&
  wanted.supplier === product.supplier &&
  wanted.currency === product.currency &&
  wanted.unitPrice === product.unitPrice;

const changePrice = ({ unitPrice: to }: DataOf<'ChangeProductPrice'>, { unitPrice: from }: OfferedProduct) =>
  from === to ? nothingToDo : accept<ProductEvent>({ type: 'ProductPriceChanged', data: { from, to } });

const reserve = ({ holder, quantity }: DataOf<'ReserveStock'>, { status, stock }: AddedProduct): ProductDecision => {
  const held = reservedBy(stock, holder);
  if (held === quantity) return nothingToDo;
  if (held !== undefined) return reject({ type: 'ReservedDifferently', quantity: held });
  const ending = endingOf(stock, holder);
  if (ending !== undefined) return reject(afterEnding[ending]); // perhaps an old request that arrives only now
  if (status === 'discontinued') return reject({ type: 'ProductDiscontinued' });
  if (stock.available === 0) return reject({ type: 'SoldOut' });
  if (stock.available < quantity) return reject({ type: 'NotEnoughStock', available: stock.available });
  if (stock.reserved.length >= mostReservations) return reject({ type: 'TooManyReservations' });
  return accept({ type: 'StockReserved', data: { holder, quantity } });
};

const afterEnding = {
  released: { type: 'ReservationReleased' },
  shipped: { type: 'StockAlreadyShipped' },
} as const satisfies Record<Ending, ProductRejection>;

/** Ends a reservation. A repeated end is nothing to do; the other end is refused, as only one of the two has happened to the goods. */
const end = ({ holder }: { readonly holder: string }, { stock }: AddedProduct, as: Ending): ProductDecision => {
  const quantity = reservedBy(stock, holder);
  if (quantity !== undefined)
    return accept({ type: as === 'released' ? 'StockReleased' : 'StockShipped', data: { holder, quantity } });
  const ending = endingOf(stock, holder);
  if (ending === undefined) return reject({ type: 'NothingReserved' });
  return ending === as ? nothingToDo : reject(afterEnding[ending]);
};
