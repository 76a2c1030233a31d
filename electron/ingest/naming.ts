/** A name short enough for a sentence. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Column names in a sentence: at most thirty. */
export function listed(headers: readonly string[]): string {
  const shown = headers.slice(0, 30).map(shorten).join(', ');
  return headers.length > 30 ? `${shown} and ${headers.length - 30} more` : shown;
}
