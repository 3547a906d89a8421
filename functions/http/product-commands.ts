import { commandRoutes } from '../../adapters/azure-functions/index.ts';
import { product } from '../../domain/product/index.ts';
import { edge } from '../composition.ts';

const clerks = ['clerk'] as const;

/** POST /api/products/{id}/…: the commands to a product. */
export const productCommands = commandRoutes(edge, {
  aggregate: product,
  plural: 'products',
  routes: {
    AddProduct: { path: 'add', roles: clerks },
    RenameProduct: { path: 'rename', roles: clerks },
    ChangeProductPrice: { path: 'change-price', roles: clerks },
    ReceiveStock: { path: 'receive-stock', roles: clerks },
    ReserveStock: { path: 'reserve-stock', roles: clerks },
    ReleaseStock: { path: 'release-stock', roles: clerks },
    ShipStock: { path: 'ship-stock', roles: clerks },
    DiscontinueProduct: { path: 'discontinue', roles: clerks },
  },
  problems: {
    ProductNotAdded: { status: 404, title: 'There is no such product' },
    ProductAlreadyAdded: { status: 422, title: 'The product has been added already, and differently' },
    ProductDiscontinued: { status: 422, title: 'The product is discontinued' },
    SoldOut: { status: 422, title: 'The product is sold out' },
    NotEnoughStock: { status: 422, title: 'There are fewer than that left' },
    TooManyReservations: { status: 422, title: 'The product has as many open reservations as one can have' },
    ReservedDifferently: { status: 422, title: 'The holder has reserved another quantity' },
    NothingReserved: { status: 422, title: 'Nothing is reserved for the holder' },
    ReservationReleased: { status: 422, title: 'The reservation of the holder has been released' },
    StockAlreadyShipped: { status: 422, title: 'What the holder reserved has shipped already' },
  },
});
