import { figureText, type Figure } from 'clearmargin';

/** A figure for reading; its exact value is a hover away, and in the report. */
export function FigureNumber({ figure, withUnit = false }: { figure: Figure; withUnit?: boolean }) {
  if (figure.value === null) return <span className="absent">{figureText(figure)}</span>;
  return (
    <span className="number" title={`${figure.value} ${figure.unit}`}>
      {figureText(figure)}
      {withUnit && <span className="unit"> {figure.unit}</span>}
    </span>
  );
}
