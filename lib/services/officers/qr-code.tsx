import { encode } from 'uqr';

interface QrCodeProps {
  /** What a phone reads: an address. */
  text: string;
  /** What it is, for who can't see it. */
  label: string;
}

/** Empty modules around the code, without which phones do not find it (ISO/IEC 18004: quiet zone, 4 modules). */
const quietZone = 4;

/** One dark module after the other, each a square of one unit. */
const pathOf = (rows: readonly (readonly boolean[])[]): string =>
  rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : ''))).join('');

/** A QR code, black on white in any colour scheme; a seventh of it may be damaged (level M). */
export const QrCode = ({ text, label }: QrCodeProps) => {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const whole = size + 2 * quietZone;
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={`0 0 ${whole} ${whole}`} shape-rendering="crispEdges">
      <rect width={whole} height={whole} fill="#fff" />
      <path d={pathOf(data)} fill="#000" />
    </svg>
  );
};
