import { figureText, type CurvePoint, type Figure, type LiquidationLine } from 'clearmargin';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { onThemeChange } from '../theme.js';

interface EquityCurveProps {
  readonly points: readonly CurvePoint[];
  readonly line: LiquidationLine;
  readonly price: number;
  readonly onPrice: (price: number) => void;
}

/** A vertical line at a price. */
interface Mark {
  readonly price: number;
  readonly label: string;
  readonly colour: string;
  readonly dash: number[];
}

export function EquityCurve({ points, line, price, onPrice }: EquityCurveProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ price, onPrice });
  latest.current = { price, onPrice };

  useEffect(() => {
    const element = holder.current;
    if (element === null || points.length === 0) return;
    const draw = () => {
      plot.current?.destroy();
      plot.current = makePlot(element, points, line, () => latest.current.price, (picked) => latest.current.onPrice(picked));
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize(sizeOf(element)));
    resized.observe(element);
    const stop = onThemeChange(draw);
    return () => {
      stop();
      resized.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [points, line]);

  useEffect(() => plot.current?.redraw(false), [price]);

  return (
    <figure className="curve">
      <div ref={holder} className="curve-canvas" role="img" aria-label={describe(line)} />
      <figcaption className="curve-legend">
        <span className="key key-equity">equity that counts</span>
        <span className="key key-maintenance">maintenance margin</span>
        <span className="key key-liquidation">liquidation</span>
        <span className="key key-bankruptcy">nothing left</span>
        <span className="key key-price">price chosen</span>
      </figcaption>
    </figure>
  );
}

/** The curve in words. */
function describe(line: LiquidationLine): string {
  const part = (figure: Figure, words: string) => (figure.value === null ? [] : [`${words} ${figureText(figure)}`]);
  const all = [
    ...part(line.liquidation_down, 'liquidation if it falls to'),
    ...part(line.liquidation_up, 'liquidation if it rises to'),
    ...part(line.bankruptcy_down, 'nothing left at'),
    ...part(line.bankruptcy_up, 'nothing left at'),
  ];
  return `Equity and maintenance margin against the price of ${line.symbol}, now ${figureText(line.mark)}: ${all.join(', ') || 'no price in reach liquidates the account'}.`;
}

function sizeOf(element: HTMLElement) {
  return { width: element.clientWidth, height: element.clientWidth < 480 ? 240 : 320 };
}

function makePlot(
  element: HTMLElement,
  points: readonly CurvePoint[],
  line: LiquidationLine,
  chosen: () => number,
  pick: (price: number) => void,
): uPlot {
  const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
  const marks = marksOf(line, colour);
  const axis = {
    stroke: colour('--ink-faint'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  };
  const options: uPlot.Options = {
    ...sizeOf(element),
    padding: [24, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: false } },
    series: [
      {},
      { label: 'equity', stroke: colour('--accent'), width: 2.5, pxAlign: 0, points: { show: false } },
      { label: 'maintenance margin', stroke: colour('--caution'), width: 1.5, dash: [5, 4], pxAlign: 0, points: { show: false } },
    ],
    axes: [
      { ...axis, space: 70, values: (_plot, splits) => splits.map(axisNumbers(splits)) },
      { ...axis, size: 56, values: (_plot, splits) => splits.map(axisNumbers(splits)) },
    ],
    hooks: {
      drawClear: [(plot) => shadeLiquidated(plot, line, colour('--bad-soft'))],
      draw: [
        (plot) => {
          drawZero(plot, colour('--ink-faint'));
          for (const mark of marks) drawMark(plot, mark);
          drawMark(plot, { price: chosen(), label: '', colour: colour('--ink'), dash: [] });
        },
      ],
      ready: [(plot) => plot.over.addEventListener('click', () => pick(plot.posToVal(plot.cursor.left ?? 0, 'x')))],
    },
  };
  const data = [points.map(({ price }) => Number(price)), points.map(({ equity }) => Number(equity)), points.map((p) => Number(p.maintenance_margin))];
  return new uPlot(options, data as uPlot.AlignedData, element);
}

function marksOf(line: LiquidationLine, colour: (name: string) => string): Mark[] {
  const mark = (figure: Figure, label: string, name: string, dash: number[]): Mark[] =>
    figure.value === null ? [] : [{ price: Number(figure.value), label, colour: colour(name), dash }];
  return [
    ...mark(line.liquidation_down, 'liquidation', '--bad', []),
    ...mark(line.liquidation_up, 'liquidation', '--bad', []),
    ...mark(line.bankruptcy_down, '', '--bad', [2, 4]),
    ...mark(line.bankruptcy_up, '', '--bad', [2, 4]),
  ];
}

function drawMark(plot: uPlot, { price, label, colour, dash }: Mark): void {
  const { left, top, width, height } = plot.bbox;
  const x = Math.round(plot.valToPos(price, 'x', true));
  if (x < left || x > left + width) return;
  const { ctx } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1.5 * scale;
  ctx.setLineDash(dash.map((length) => length * scale));
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
  if (label !== '') {
    ctx.font = `600 ${12 * scale}px system-ui, sans-serif`;
    const half = ctx.measureText(label).width / 2;
    ctx.textAlign = 'center';
    ctx.fillText(label, Math.min(left + width - half, Math.max(left + half, x)), top - 8 * scale);
  } else if (dash.length === 0) {
    ctx.beginPath();
    ctx.arc(x, top + height, 4 * scale, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}

/** The prices at which the account is liquidated, tinted. */
function shadeLiquidated(plot: uPlot, line: LiquidationLine, colour: string): void {
  const { left, top, width, height } = plot.bbox;
  const { ctx } = plot;
  const within = (price: string) => Math.min(left + width, Math.max(left, plot.valToPos(Number(price), 'x', true)));
  ctx.save();
  ctx.fillStyle = colour;
  if (line.liquidation_down.value !== null) ctx.fillRect(left, top, within(line.liquidation_down.value) - left, height);
  if (line.liquidation_up.value !== null) {
    const x = within(line.liquidation_up.value);
    ctx.fillRect(x, top, left + width - x, height);
  }
  ctx.restore();
}

function drawZero(plot: uPlot, colour: string): void {
  const { left, top, width, height } = plot.bbox;
  const y = Math.round(plot.valToPos(0, 'y', true));
  if (y < top || y > top + height) return;
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
  ctx.restore();
}

const shortForm = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const longForm = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

/** One form for all numbers of an axis: "250K" where the largest is too long to write out. */
function axisNumbers(splits: readonly number[]): (value: number) => string {
  const form = Math.max(...splits.map(Math.abs)) < 100_000 ? longForm : shortForm;
  return (value) => form.format(value).replace('-', '−');
}
