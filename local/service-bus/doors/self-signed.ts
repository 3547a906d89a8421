import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, integer, octets, oid, sequence, set, tagged, text, time, yes } from './der.ts';

/** A certificate and its private key, as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const version3 = tagged(0xa0, Buffer.from([0x02, 0x01, 0x02]));
const year = 365 * 86_400_000;

/**
 * Makes a certificate for this machine's loopback addresses that is its own authority (RFC 5280), good for ten years: a
 * client that is told to trust it trusts this broker and nothing else.
 */
export function selfSignedCertificate(now: number): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(oid('2.5.4.3'), text('Local Service Bus'))));
  const toBeSigned = sequence(
    version3,
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(time(new Date(now - 86_400_000)), time(new Date(now + 10 * year))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(isAuthority(), alternativeNames())),
  );
  const certificate = sequence(toBeSigned, ecdsaWithSha256, bits(sign('sha256', toBeSigned, privateKey)));
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function isAuthority(): Buffer {
  return sequence(oid('2.5.29.19'), yes, octets(sequence(yes)));
}

function alternativeNames(): Buffer {
  const [dnsName, address] = [0x82, 0x87];
  const names = sequence(
    tagged(dnsName, Buffer.from('localhost')),
    tagged(address, Buffer.from([127, 0, 0, 1])),
    tagged(address, Buffer.from([...Array<number>(15).fill(0), 1])),
  );
  return sequence(oid('2.5.29.17'), octets(names));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
