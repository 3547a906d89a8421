import type { PublishedContract } from '../../../domain/modelling/published-contract.ts';

/** A consumer, as far as others may know it. */
export interface Hearer {
  /** Also that of its subscription. */
  readonly name: string;
  /** The contracts that it hears. */
  readonly hears: readonly string[];
}

/** A topic, and what is published there. */
export interface PublishedTopic {
  readonly topic: string;
  readonly contracts: readonly PublishedContract[];
}

/** All that is said of a topic: what is published there, and who hears it. */
export interface TopicDescription extends PublishedTopic {
  readonly hearers: readonly Hearer[];
}

/** The names of those that hear a contract. */
export const hearersOf = ({ hearers }: Pick<TopicDescription, 'hearers'>, type: string): readonly string[] =>
  hearers.filter(({ hears }) => hears.includes(type)).map(({ name }) => name);
