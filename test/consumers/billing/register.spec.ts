import { describe, it } from 'vitest';
import { rememberedDocuments } from '../../../consumers/billing/register/evolve.ts';
import { register } from '../../../consumers/billing/register/register.ts';
import type { Document } from '../../../consumers/billing/document.ts';
import type { RegisterEvent } from '../../../consumers/billing/register/events.ts';
import { now, scenarios } from '../../support/scenario.ts';

const { given } = scenarios(register);

const invoice = (orderId: string): Document => ({
  ...{ series: 'invoices', key: 'invoice', orderId, customerId: 'bob', currency: 'EUR', issuedAt: now },
  ...{ placedAt: now, paidAt: now, lines: [], gross: 0, net: 0 },
});
const issued = (orderId: string): RegisterEvent => ({
  type: 'DocumentIssued',
  data: { document: invoice(orderId) },
});
const issue = (orderId: string, searchedTo: number) => ({
  type: 'IssueDocument' as const,
  data: { document: invoice(orderId), searchedTo },
});
const others = (count: number) => Array.from({ length: count }, (_, index) => issued(`other-${index}`));

describe('a register', () => {
  it('gives a document the next number', () => given(issued('1')).when(issue('2', 1)).then(issued('2')));

  it('gives a document no second number', () =>
    given(issued('1'), issued('2')).when(issue('1', 2)).thenRejected({ type: 'AlreadyIssued', number: 1 }));

  it('knows the number of the oldest document that it remembers', () =>
    given(...others(3), issued('1'), ...others(rememberedDocuments - 1))
      .when(issue('1', 0))
      .thenRejected({ type: 'AlreadyIssued', number: 4 }));

  it('asks for a search where it does not remember all that was issued since', () =>
    given(...others(rememberedDocuments + 5))
      .when(issue('1', 4))
      .thenRejected({ type: 'NotSearched', upTo: 5 }));

  it('believes a search that reaches what it remembers', () =>
    given(...others(rememberedDocuments + 5))
      .when(issue('1', 5))
      .then(issued('1')));
});
