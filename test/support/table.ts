/** A table as an officer writes it, columns parted by `|`, the heads of its columns in the first line: its cells by row and column. */
export function readTable(text: string): Map<string, Record<string, string>> {
  const [head, ...lines] = text
    .trim()
    .split('\n')
    .filter((line) => !/^[\s|+-]*$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const rows = lines.map(([name, ...cells]): [string, Record<string, string>] => {
    const named = head!.slice(1).map((column, index): [string, string] => [column, cells[index] ?? '']);
    return [name!, Object.fromEntries(named)];
  });
  return new Map(rows);
}
