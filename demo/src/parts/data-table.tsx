import type { ReactNode } from 'react';

/** A column; the first one holds the row's name. */
export interface Column {
  readonly head: string;
  readonly isNumber?: boolean;
}

/** A row: one node a column. `data` becomes data-* attributes. */
export interface Row {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  readonly className?: string;
  readonly data?: Readonly<Record<`data-${string}`, string>>;
}

interface DataTableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/**
 * A table that becomes a list of labelled values on a narrow screen. The roles are written out because a table that CSS
 * displays as blocks is no table to a screen reader any more.
 */
export function DataTable({ label, columns, rows }: DataTableProps) {
  const align = (column: Column | undefined) => (column?.isNumber === true ? 'right' : undefined);
  return (
    <table role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column, i) => (
            <th key={i} role="columnheader" scope="col" className={align(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ key, cells, className, data }) => (
          <tr key={key} role="row" className={className} {...data}>
            {cells.map((cell, i) =>
              i === 0 ? (
                <th key={i} role="rowheader" scope="row">
                  {cell}
                </th>
              ) : (
                <td key={i} role="cell" className={align(columns[i])} data-label={columns[i]?.head}>
                  <div>{cell}</div>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
