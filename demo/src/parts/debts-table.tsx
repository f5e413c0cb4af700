import type { DebtReport, Report, WalletReport } from 'clearmargin';
import { DataTable, type Row } from './data-table.js';
import { EvidenceBadge } from './evidence-badge.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

const debtColumns = [
  { head: 'Debt' },
  { head: 'Evidence' },
  { head: 'Price', isNumber: true },
  { head: 'Worth', isNumber: true },
  { head: 'Initial margin', isNumber: true },
  { head: 'Maintenance margin', isNumber: true },
];

const walletColumns = [
  { head: 'Wallet' },
  { head: 'Evidence' },
  { head: 'Settled', isNumber: true },
  { head: 'Borrowed', isNumber: true },
  { head: 'Initial margin', isNumber: true },
  { head: 'Maintenance margin', isNumber: true },
];

/** What the account owes, and what lies in wallets apart. Nothing where there is neither. */
export function DebtsTable({ report }: { readonly report: Report }) {
  const { margin } = report;
  if (margin === null || margin.error !== null || margin.debts.length + margin.wallets.length === 0) return null;
  return (
    <Section
      title="Debts and wallets"
      lead="What is owed is taken off in full, and your policy asks for margin on it; a wallet below zero is a debt, too. USD."
    >
      {margin.debts.length > 0 && <DataTable label="Debts" columns={debtColumns} rows={margin.debts.map(debtRow)} />}
      {margin.wallets.length > 0 && <DataTable label="Wallets" columns={walletColumns} rows={margin.wallets.map(walletRow)} />}
    </Section>
  );
}

function debtRow({ id, amount, symbol, chain, price, value, initial_margin, maintenance_margin }: DebtReport): Row {
  return {
    key: id,
    data: { 'data-debt': id },
    cells: [
      <>
        <FigureNumber figure={amount} /> {symbol}
        <span className="sub">
          debt {id}
          {chain === null ? '' : `, on ${chain}`}
        </span>
      </>,
      <EvidenceBadge level={amount.level} />,
      <FigureNumber figure={price} />,
      <strong>
        <FigureNumber figure={value} />
      </strong>,
      <FigureNumber figure={initial_margin} />,
      <FigureNumber figure={maintenance_margin} />,
    ],
  };
}

function walletRow({ id, cash, settled, borrowed, initial_margin, maintenance_margin }: WalletReport): Row {
  return {
    key: id,
    data: { 'data-wallet': id },
    cells: [
      <>
        <FigureNumber figure={cash} /> {cash.unit}
        <span className="sub">wallet {id}</span>
      </>,
      <EvidenceBadge level={cash.level} />,
      <FigureNumber figure={settled} />,
      <strong>
        <FigureNumber figure={borrowed} />
      </strong>,
      <FigureNumber figure={initial_margin} />,
      <FigureNumber figure={maintenance_margin} />,
    ],
  };
}
