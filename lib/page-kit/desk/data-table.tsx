import type { ComponentChildren } from 'preact';

/** A column: its heading, and what stands in it for a row. */
export interface Column<Row> {
  head: string;
  cell: (row: Row, place: number) => ComponentChildren;
  /** For figures: at the right, digits below each other. */
  figures?: boolean;
}

interface DataTableProps<Row> {
  /** Read out before the table. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, place: number) => string;
  /** In place of rows when there are none. */
  empty: string;
}

/** Rows of things; the first column names the row. On a phone each row becomes a card of its own. */
export const DataTable = <Row,>({ caption, columns, rows, keyOf, empty }: DataTableProps<Row>) => {
  if (rows.length === 0) return <p class="table-empty">{empty}</p>;
  return (
    <table class="data">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ head, figures }) => (
            <th key={head} scope="col" class={figures ? 'figures' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          <tr key={keyOf(row, place)}>
            {columns.map(({ head, cell, figures }, column) =>
              column === 0 ? (
                <th key={head} scope="row">
                  {cell(row, place)}
                </th>
              ) : (
                <td key={head} data-head={head} class={figures ? 'figures' : undefined}>
                  {cell(row, place)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
