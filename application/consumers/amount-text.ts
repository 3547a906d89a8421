/** Formats minor units: 123456 EUR is "1,234.56". Works on the digits as text, so nothing is rounded. */
export const amountText = (minorUnits: number, currency: string): string => {
  const digits = digitsOf(currency);
  const text = String(minorUnits).padStart(digits + 1, '0');
  const whole = Number(text.slice(0, text.length - digits)).toLocaleString('en');
  return digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
};

/** How many digits a currency has behind the point: none for JPY, three for KWD. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
