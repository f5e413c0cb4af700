// Answers of an honest Beacon API and execution node.
import { findProof } from './recorded-chain.mjs';

const json = (body, status = 200) => ({ status, type: 'application/json', body: JSON.stringify(body) });
const notFound = json({ code: 404, message: 'not found' }, 404);

/** What a Beacon API says to a GET; `ssz` writes an object as bytes, where the server has SSZ. */
export function beaconAnswer(recorded, url, ssz) {
  const path = url.pathname.replace(/^.*(?=\/eth\/)/, '');
  const lightClient = '/eth/v1/beacon/light_client';
  const object = (kind, versioned) => {
    if (versioned === null) return notFound;
    if (ssz === null) return json(versioned);
    return { status: 200, type: 'application/octet-stream', version: versioned.version, body: ssz.object(kind, versioned) };
  };
  switch (path) {
    case '/eth/v1/beacon/genesis':
      return json({ data: recorded.genesis });
    case `${lightClient}/finality_update`:
      return object('LightClientFinalityUpdate', recorded.finality);
    case `${lightClient}/optimistic_update`:
      return object('LightClientOptimisticUpdate', recorded.optimistic);
    case `${lightClient}/updates`:
      return updatesAnswer(recorded, url.searchParams, ssz);
    case `${lightClient}/bootstrap/${recorded.checkpoint}`:
      return object('LightClientBootstrap', recorded.bootstrap);
    default:
      return path.startsWith('/eth/v1/beacon/headers/') ? headerAnswer(recorded, path.split('/').at(-1)) : notFound;
  }
}

function updatesAnswer({ updates, updatesAtOnce = 128, slotsPerPeriod = 8192 }, query, ssz) {
  const period = (update) => Math.floor(Number(update.data.attested_header.beacon.slot) / slotsPerPeriod);
  const [start, count] = [Number(query.get('start_period')), Number(query.get('count'))];
  const wanted = updates.filter((update) => period(update) >= start && period(update) < start + count).slice(0, updatesAtOnce);
  if (ssz === null) return json(wanted);
  return { status: 200, type: 'application/octet-stream', body: Buffer.concat(wanted.map(ssz.chunk)) };
}

function headerAnswer(recorded, id) {
  const known = [
    { root: recorded.checkpoint, message: recorded.bootstrap.data.header.beacon },
    ...(recorded.finalizedRoot === undefined ? [] : [{ root: recorded.finalizedRoot, message: recorded.finality.data.finalized_header.beacon, isFinalized: true }]),
  ];
  const found = known.find(({ root, message, isFinalized }) => id === root || id === message.slot || (id === 'finalized' && isFinalized));
  if (found === undefined) return notFound;
  const { root, message } = found;
  return json({ execution_optimistic: false, finalized: true, data: { root, canonical: true, header: { message, signature: `0x${'00'.repeat(96)}` } } });
}

/** What an execution node says to a call. */
export function rpcAnswer(recorded, { id, method, params }) {
  const result = (value) => ({ jsonrpc: '2.0', id, result: value });
  const error = (code, message) => ({ jsonrpc: '2.0', id, error: { code, message } });
  switch (method) {
    case 'eth_chainId':
      return result(`0x${recorded.chainNumber.toString(16)}`);
    case 'eth_getProof': {
      const [address, keys, block] = params;
      const proofs = recorded.proofsAt?.(block) ?? (BigInt(block) === recorded.blockNumber ? recorded.proofs : null);
      if (proofs === null) return error(-32000, 'missing trie node');
      const proof = findProof(proofs, address, keys);
      return proof === null ? error(-32000, 'nothing recorded of this') : result(proof);
    }
    case 'eth_call': {
      const answer = BigInt(params[1]) === recorded.blockNumber ? recorded.call?.(params[0].to, params[0].data) ?? null : null;
      return answer === null ? error(3, 'execution reverted') : result(answer);
    }
    case 'eth_getLogs':
      return result((recorded.logs ?? []).filter((log) => isWanted(log, params[0])));
    case 'eth_getBlockByNumber':
    case 'eth_getBlockByHash':
      return result(recorded.blocks?.find(({ number, hash }) => params[0] === number || params[0] === hash) ?? null);
    default:
      return error(-32601, `the method ${method} does not exist`);
  }
}

const isWanted = (log, { address, topics: [topic], fromBlock, toBlock }) =>
  log.address === address && log.topics[0] === topic && BigInt(log.blockNumber) >= BigInt(fromBlock) && BigInt(log.blockNumber) <= BigInt(toBlock);
