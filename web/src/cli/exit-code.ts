/** What the command line ends with. Those of a verdict come from the report: 0, 2, 3 and 4. */
export const exitCodes = {
  agrees: 0,
  collected: 0,
  followed: 0,
  usage: 1,
  unreadable: 2,
  refused: 3,
  differs: 4,
  /** No bundle could be made, or the chain can't be followed. */
  uncollected: 5,
  /** A bundle was made, but something that the policy asks for is missing from it. */
  incomplete: 6,
  /** The program itself failed (EX_SOFTWARE of sysexits.h). */
  failed: 70,
} as const;
