export const help = `clearmargin: check an exchange's collateral and margin claims yourself

Usage
  clearmargin verify BUNDLE --policy POLICY [--now TIME] [--json]
  clearmargin collect --policy POLICY --beacon URL[,URL] --rpc URL[,URL]
                      [--venue FILE] [--checkpoints URL[,URL]] [--chain CHAIN]
                      [--account ACCOUNT] [--now TIME] [--time-limit SECONDS]
                      [--quiet] > BUNDLE
  clearmargin follow  --policy POLICY --beacon URL[,URL] [--chain CHAIN]
                      [--store FILE] [--once] [--interval SECONDS] [--now TIME]
                      [--json] [--quiet]
  clearmargin --help | --version

Verify
  BUNDLE          the bundle to judge; - for standard input
  --policy FILE   your policy: whose accounts, which roots of trust, which
                  vaults and rules; - for standard input
  --now TIME      the time to judge as of: Unix seconds, a time like
                  2026-09-21T14:13:20Z, or "bundle" for the time the bundle
                  states of itself. Default: the clock
  --json          print the report as JSON instead of text

Collect
  Makes a bundle from public servers, for the accounts, vaults and checkpoints
  of your policy. Nothing they say is trusted; verify the bundle afterwards.
  --beacon URLS   Beacon APIs with light-client data; the first that gives what
                  holds is taken. With several chains say which, and repeat the
                  option: --beacon eip155:1=URL,URL --beacon eip155:10=URL
  --rpc URLS      execution nodes with eth_getProof, likewise; a rollup has
                  nodes only, and its parent chain has to be collected with it
  --checkpoints URLS
                  Beacon APIs to ask whether they know your checkpoint; what
                  they say is shown, and changes nothing
  --chain CHAIN   collect this chain of the policy only
  --venue FILE    what the venue says: JSON with prices, positions, debts,
                  wallets and reported, as in a bundle; - for standard input
  --account ACCOUNT
                  whose bundle it is; default: the policy's first account
  --now TIME      as above. Default: the clock
  --time-limit SECONDS
                  end after that time with what there is. Default: 120
  --quiet         say only what is missing

Follow
  Follows a chain from the checkpoint of your policy, and prints its newest
  blocks as they are proven, with how far behind they are. SIGINT stops it.
  --beacon URLS   as above; servers that lie are asked nothing more
  --chain CHAIN   which chain of the policy; default: the only one there is
  --store FILE    keep the light client there, and go on from it next time
  --once          catch up, print the newest blocks and end
  --interval SECONDS
                  ask so often, besides when a server says that there is
                  something new. Default: 30
  --now TIME      as above. Default: the clock
  --json          print each state as JSON, one a line
  --quiet         print no questions and failures

Exit codes
  0  verify: everything is proven and the venue's figures agree, or it gave
     none; collect: the bundle is made; follow: caught up, or stopped
  1  wrong usage
  2  bundle, policy, store or the venue's data can't be read
  3  a claim, price, position or chain was refused
  4  all sound, but the venue's figures differ from ours
  5  no bundle could be made; the chain can't be followed
  6  a bundle was made, but parts that the policy asks for are missing

Example
  clearmargin collect --policy policy.json --beacon https://beacon.example \\
      --rpc https://rpc.example > bundle.json
  clearmargin verify bundle.json --policy policy.json

Verifying needs no network. collect and follow ask the addresses you give and
no other.
NO_COLOR is respected.
`;
