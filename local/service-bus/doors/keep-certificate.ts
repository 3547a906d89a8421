import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedCertificate, type Certificate } from './self-signed.ts';

/**
 * The certificate of a data folder, `certificate.pem` beside its key: made at the first start and again when it has
 * expired, so that whoever was told to trust it stays able to. With `:memory:` a new one every time.
 */
export function keepCertificate(data: string, now: number): Certificate {
  if (data === ':memory:') return selfSignedCertificate(now);
  const [certificateFile, keyFile] = [join(data, 'certificate.pem'), join(data, 'certificate-key.pem')];
  if (existsSync(certificateFile) && existsSync(keyFile)) {
    const kept = { certificate: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    if (isGood(kept, now)) return kept;
  }
  const made = selfSignedCertificate(now);
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  writeFileSync(certificateFile, made.certificate, { mode: 0o600 });
  return made;
}

/** False also for files that somebody else wrote, or that a full disk cut short. */
function isGood({ certificate }: Certificate, now: number): boolean {
  try {
    return new X509Certificate(certificate).validToDate.getTime() > now;
  } catch {
    return false;
  }
}
