import type { AssetPrice, Bundle, Debt, Position, ReportedFigures, WalletBalance } from '../bundle.js';
import { CollectError } from './collect-error.js';
import { elements, membersOf, optionalMember, refuse, rootField, type Field } from './field.js';
import { parseJson, ShapeError } from './untrusted-json.js';

/** What a venue says, in a bundle's own form: any part may be absent. Other members are left out. */
export interface VenueData {
  readonly prices?: readonly AssetPrice[];
  readonly positions?: readonly Position[];
  readonly debts?: readonly Debt[];
  readonly wallets?: readonly WalletBalance[];
  readonly reported?: ReportedFigures;
}

/**
 * The parts of `venue` that a bundle holds, unchanged. Only what would be lost on the way is refused here: what they
 * say is the verifier's to judge.
 * @throws {CollectError} `venue_unreadable`, naming the field.
 */
export function readVenueData(venue: VenueData | string): Pick<Bundle, keyof VenueData> {
  try {
    const data = rootField(typeof venue === 'string' ? parseJson(venue) : venue);
    return {
      ...part<'prices'>(data, 'prices', (field) => elements(field, 64)),
      ...part<'positions'>(data, 'positions', (field) => elements(field, 256)),
      ...part<'debts'>(data, 'debts', (field) => elements(field, 256)),
      ...part<'wallets'>(data, 'wallets', (field) => elements(field, 256)),
      ...part<'reported'>(data, 'reported', membersOf),
    };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new CollectError('venue_unreadable', {
      where: error.path === '' ? "the venue's data" : `the venue's data, ${error.path}`,
      expected: error.expected,
      got: error.got,
    });
  }
}

function part<Name extends keyof VenueData>(
  data: Field,
  name: Name,
  check: (field: Field) => unknown,
): Pick<VenueData, Name> {
  const field = optionalMember(data, name);
  if (field === undefined) return {} as Pick<VenueData, Name>;
  check(field);
  refuseLosses(field, 0);
  return { [name]: field.value } as Pick<VenueData, Name>;
}

/**
 * A number with a fraction, or above 2^53, has already lost digits when it is read: amounts are text. Half a
 * character of UTF-16 has no form in UTF-8, and would make the whole bundle unreadable.
 */
function refuseLosses(field: Field, depth: number): void {
  const { value, path } = field;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) refuse(field, 'amounts as text, as "12.5"');
  if (typeof value === 'string' && halfCharacter.test(value)) refuse(field, 'whole characters', 'half of one');
  if (!jsonTypes.has(typeof value)) refuse(field, 'what JSON can hold', typeof value);
  if (typeof value !== 'object' || value === null) return;
  if (depth > 16) refuse(field, 'at most 16 levels', 'more');
  for (const [name, inner] of Object.entries(value)) {
    if (halfCharacter.test(name)) refuse(field, 'names of whole characters', 'half of one');
    refuseLosses(
      { value: inner as unknown, path: Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}` },
      depth + 1,
    );
  }
}

const halfCharacter = /\p{Cs}/u;
const jsonTypes: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'object', 'undefined']);
