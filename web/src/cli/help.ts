export const help = `clearmargin: check an exchange's collateral and margin claims yourself

Usage
  clearmargin verify BUNDLE --policy POLICY [--now TIME] [--json]
  clearmargin --help | --version

  BUNDLE          the bundle to judge; - for standard input
  --policy FILE   your policy: whose accounts, which roots of trust, which
                  vaults and rules; - for standard input
  --now TIME      the time to judge as of: Unix seconds, a time like
                  2026-09-21T14:13:20Z, or "bundle" for the time the bundle
                  states of itself. Default: the clock
  --json          print the report as JSON instead of text

Exit codes
  0  everything is proven and the venue's figures agree, or it gave none
  1  wrong usage
  2  the bundle or the policy can't be read
  3  a claim, price, position or chain was refused
  4  all sound, but the venue's figures differ from ours

Example
  clearmargin verify bundle.json --policy policy.json

Nothing is fetched: a check needs no network. NO_COLOR is respected.
`;
