import { generateKeyPairSync, privateDecrypt, publicEncrypt, constants, type KeyObject } from 'node:crypto';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

const vaultUrl = 'https://annal.vault.azure.net';

/** The address of the key, without a version. */
export const fakeKeyUrl = `${vaultUrl}/keys/personal-data`;

/** A token that the fake takes. */
export const fakeCredential = {
  getToken: async () => ({ token: 'let-me-in', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/**
 * A Key Vault that is simulated: it answers what the real SDK sends over the wire, as "Key Vault REST API" describes it
 * (challenge, Get Key, Wrap Key, Unwrap Key), with real RSA. It was written from the documentation and never compared with Azure.
 */
export const fakeKeyVault = () => {
  const versions = new Map<string, KeyPair>();
  const asked: string[] = [];
  let failure: number | undefined;
  let newest = '';

  const rotate = (): void => {
    newest = `version${versions.size + 1}`;
    versions.set(`${fakeKeyUrl}/${newest}`, generateKeyPairSync('rsa', { modulusLength: 2048 }));
  };
  rotate();

  const answer = (request: PipelineRequest): Answer => {
    if (failure !== undefined) return refusal(failure, 'Down');
    if (request.headers.get('authorization') !== 'Bearer let-me-in') return refusal(401, 'Unauthorized');
    const [, , , version = '', operation = ''] = new URL(request.url).pathname.split('/');
    const kid = `${fakeKeyUrl}/${version === '' ? newest : version}`;
    const pair = versions.get(kid);
    if (pair === undefined) return refusal(404, 'KeyNotFound');
    asked.push(operation === '' ? 'get' : operation);
    return operation === '' ? answerToGet(pair, kid) : answerToOperation(operation, pair, kid, request.body);
  };

  const httpClient: HttpClient = {
    sendRequest: async (request): Promise<PipelineResponse> => {
      const { status, body } = answer(request);
      const challenge = 'Bearer authorization="https://login.example/tenant", resource="https://vault.azure.net"';
      const headers = createHttpHeaders({
        'content-type': 'application/json',
        ...(status === 401 ? { 'www-authenticate': challenge } : {}),
      });
      return { request, status, headers, bodyAsText: JSON.stringify(body) };
    },
  };
  return {
    httpClient,
    /** Makes a newer version of the key, which is from now on the one to wrap with. */
    rotate,
    /** Answers every request with this status; undefined for as usual. */
    fail: (status: number | undefined) => {
      failure = status;
    },
    /** What the SDK has asked for, and was allowed. */
    asked: (): readonly string[] => asked,
  };
};

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refusal = (status: number, code: string): Answer => ({ status, body: { error: { code, message: code } } });

const answerToGet = ({ publicKey }: KeyPair, kid: string): Answer => {
  const { n, e } = publicKey.export({ format: 'jwk' });
  const key = { kid, kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey'], n, e };
  return { status: 200, body: { key, attributes: { enabled: true, created: 1, updated: 1 } } };
};

const answerToOperation = (operation: string, pair: KeyPair, kid: string, sent: unknown): Answer => {
  const { alg, value } = JSON.parse(typeof sent === 'string' ? sent : '{}') as Record<'alg' | 'value', string>;
  if (alg !== 'RSA-OAEP-256') return refusal(400, 'BadParameter');
  try {
    const result = transform(operation, pair, Buffer.from(value, 'base64url'));
    return { status: 200, body: { kid, value: result.toString('base64url') } };
  } catch {
    return refusal(400, 'BadParameter');
  }
};

const transform = (operation: string, { publicKey, privateKey }: KeyPair, bytes: Buffer): Buffer => {
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  return operation.toLowerCase() === 'wrapkey'
    ? publicEncrypt({ key: publicKey, ...padding }, bytes)
    : privateDecrypt({ key: privateKey, ...padding }, bytes);
};
