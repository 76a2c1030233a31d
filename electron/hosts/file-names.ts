const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const MAX_BYTES = 200;

/** A file name every system accepts, without the power to leave a folder or to read backwards (R49). */
export function safeFileName(suggested: string): string {
  const clean = suggested
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"/\\|?*]/g, '-')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  const name = RESERVED.test(clean) ? `_${clean}` : clean || 'bellwether';
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  let stem = [...name.slice(0, name.length - extension.length)];
  while (Buffer.byteLength(stem.join('')) + extension.length > MAX_BYTES) stem = stem.slice(0, -1);
  return stem.join('') + extension;
}
