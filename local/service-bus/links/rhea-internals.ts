import type { Duplex } from 'node:stream';
import rhea, { type AmqpError, type Connection, type Container, type Receiver, type Sender } from 'rhea';
import type { WireDelivery, WireEvent, WireOutgoing } from './rhea-deliveries.ts';

// The parts of `rhea` that a broker needs and its typings leave out. Casts to them are in this file and in rhea-deliveries.ts.

export interface WireFrame {
  readonly channel: number;
  readonly performative: {
    readonly name: string;
    readonly handle?: number | null;
    readonly role: boolean;
    message_format: number | null;
  };
}

interface WireTerminus {
  readonly address?: string | null;
  readonly filter?: Readonly<Record<string, unknown>> | null;
}

interface WireLinkState {
  local_open: boolean;
  open_requests: number;
}

interface LocalAttach {
  snd_settle_mode: number | null;
  rcv_settle_mode: number | null;
  max_message_size: number | null;
  properties: Readonly<Record<string, unknown>> | null;
}

interface WireLinkCommon {
  readonly name: string;
  readonly session: WireSession;
  readonly connection: WireConnection;
  readonly state: WireLinkState;
  readonly local: { readonly attach: LocalAttach };
  readonly source: WireTerminus | null;
  readonly target: WireTerminus | null;
  readonly snd_settle_mode: number | null;
  readonly rcv_settle_mode: number | null;
  readonly properties: Readonly<Record<string, unknown>> | null | undefined;
  set_source(fields: object): void;
  set_target(fields: object): void;
  is_open(): boolean;
  is_receiver(): boolean;
  open(): void;
  close(error?: AmqpError): void;
  on(event: string, listener: (event: WireEvent) => void): void;
}

/** A link over which the broker receives. */
export type IncomingLink = WireLinkCommon;

/** A link over which the broker sends. */
export interface OutgoingLink extends WireLinkCommon {
  credit: number;
  delivery_count: number;
  _draining: boolean;
  _get_drain(): boolean;
  send(payload: Buffer, tag: Buffer, format: number): WireDelivery;
}

export interface WireSession {
  readonly links: Record<string, WireLinkCommon>;
  readonly local: { readonly channel: number; readonly handles: Record<number, WireLinkCommon> };
  readonly remote: { readonly handles: Record<number, WireLinkCommon> };
  readonly outgoing: WireOutgoing;
  readonly incoming: { on_transfer(frame: WireFrame, link: WireLinkCommon): void };
  on_attach(frame: WireFrame): void;
  on_detach(frame: WireFrame): void;
  on_flow(frame: WireFrame): void;
  on_transfer(frame: WireFrame): void;
  remove_link(link: WireLinkCommon): void;
  create_link(...parts: readonly unknown[]): WireLinkCommon;
  _process(): void;
  _write_flow(link?: WireLinkCommon): void;
}

export interface WireConnection {
  readonly remote_channel_map: Record<number, WireSession>;
  readonly local_channel_map: Record<number, WireSession>;
  readonly state: { need_open(): boolean; need_close(): boolean; has_settled(): boolean };
  registered: boolean;
  create_session(bufferSize: unknown): WireSession;
  accept(stream: Duplex): void;
  close(error?: AmqpError): void;
  on(event: 'error', listener: (error: unknown) => void): void;
  on(
    event: string,
    listener: (event: {
      readonly session: WireSession;
      readonly sender: OutgoingLink;
      readonly receiver: IncomingLink;
    }) => void,
  ): void;
  on_detach(frame: WireFrame): void;
  on_disposition(frame: WireFrame): void;
  on_end(frame: WireFrame): void;
  on_flow(frame: WireFrame): void;
  on_transfer(frame: WireFrame): void;
  _process(): void;
  _write_open(): void;
  _write_close(): void;
}

/** A connection with its hidden parts. */
export function internalsOf(connection: Connection): WireConnection {
  return connection as unknown as WireConnection;
}

/** A container of its own, apart from the one that clients in this process share. */
export function createContainer(): Container {
  return rhea.create_container({ id: 'local-service-bus' });
}

export type { Receiver, Sender };
