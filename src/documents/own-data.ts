/** A copy of what is kept about somebody, as a text that every telephone opens. `none`: what stands below a heading with nothing to say. */
export function ownDataText(parts: readonly { heading: string; lines: readonly string[] }[], none: string): Buffer {
  const text = parts
    .flatMap(({ heading, lines }) => [heading, ...(lines.length > 0 ? lines : [none]), ''])
    .flatMap((line) => line.split(/\r?\n/))
    .join('\r\n');
  // The mark tells old Windows programs that it is UTF-8.
  return Buffer.from(`\ufeff${text}`, 'utf8');
}
