import { bundleTime, type Bundle, type Policy, type UnixSeconds } from 'clearmargin';

/** A document as text, and where it came from in the user's words. */
export interface Document {
  readonly text: string;
  readonly from: string;
  /** Set for what ships with the page. */
  readonly isSample?: true;
}

/** What is judged. */
export interface Case {
  readonly bundle: Document;
  readonly policy: Document;
}

/** Documents somebody gave, told apart by what they say they are. */
export interface GivenDocuments {
  readonly bundle?: Document;
  readonly policy?: Document;
}

/** Something that cannot be loaded, in words for the user. */
export class LoadError extends Error {}

/** What the verifier takes at most; anything larger isn't even read. */
const byteLimit = 8 * 1024 * 1024;

/** The cases that ship with the page: an account, and the same account with options in portfolio margin. */
export type SampleName = 'the sample' | 'the sample with options';

/** A case that ships with the page. */
export async function loadSample(name: SampleName): Promise<Case> {
  const [bundle, policy] = await Promise.all([fetchText(sampleAddress('bundle.json')), fetchText(sampleAddress('policy.json'))]);
  const texts = name === 'the sample' ? { bundle, policy } : await withOptions(bundle, policy);
  return {
    bundle: { text: texts.bundle, from: name, isSample: true },
    policy: { text: texts.policy, from: name, isSample: true },
  };
}

/** Other positions on the same balances; the venue's figures were of the positions before. */
async function withOptions(bundleText: string, policyText: string): Promise<{ bundle: string; policy: string }> {
  const { positions, margin, instruments } = await import('../examples/options.json');
  const { reported: _, ...bundle } = JSON.parse(bundleText) as Bundle;
  const policy = JSON.parse(policyText) as Policy;
  const rules = { ...policy.margin, ...margin, instruments: [...policy.margin.instruments, ...instruments] };
  return { bundle: JSON.stringify({ ...bundle, positions }), policy: JSON.stringify({ ...policy, margin: rules }) };
}

/** Where the build puts the sample: beside the page. */
const sampleAddress = (name: string) => new URL(`sample/${name}`, document.baseURI).href;

/** The documents in `files`. */
export async function readFiles(files: readonly File[]): Promise<GivenDocuments> {
  const documents = await Promise.all(files.map(readFile));
  return sortOut(documents);
}

/** The document at an address the user typed. */
export async function readAddress(address: string): Promise<GivenDocuments> {
  const url = parseAddress(address);
  return sortOut([{ text: await fetchText(url.href), from: url.host + url.pathname }]);
}

/** The time a bundle states of itself. */
export function statedTime(bundle: Document): UnixSeconds | undefined {
  return bundleTime(bundle.text);
}

/** `document` as the object it says it is, or null where it isn't JSON: only for showing, never for judging. */
export function parsed<T extends Bundle | Policy>(document: Document): T | null {
  try {
    return JSON.parse(document.text) as T;
  } catch {
    return null;
  }
}

async function readFile(file: File): Promise<Document> {
  if (file.size > byteLimit) throw new LoadError(`${file.name} is larger than 8 MiB, the most that is read`);
  return { text: await file.text(), from: file.name };
}

async function fetchText(address: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'omit', redirect: 'follow' });
  } catch {
    throw new LoadError(`${address} can’t be reached from this page. Its server may not allow other sites (CORS): download the file and drop it here instead.`);
  }
  if (!response.ok) throw new LoadError(`${address} answered with status ${response.status}`);
  const text = await response.text();
  if (text.length > byteLimit) throw new LoadError(`${address} is larger than 8 MiB, the most that is read`);
  return text;
}

function parseAddress(address: string): URL {
  let url: URL;
  try {
    url = new URL(address, location.href);
  } catch {
    throw new LoadError(`“${address}” is not an address`);
  }
  if (url.protocol !== 'https:' && url.origin !== location.origin) {
    throw new LoadError('only https addresses, or files beside this page, can be loaded');
  }
  return url;
}

/** A document says in `format` what it is; one that doesn't is taken for a bundle, and the verifier says what is wrong. */
function sortOut(documents: readonly Document[]): GivenDocuments {
  let bundle: Document | undefined;
  let policy: Document | undefined;
  for (const document of documents) {
    if (formatOf(document).startsWith('clearmargin/policy/')) {
      if (policy !== undefined) throw new LoadError('two policies were given; one at a time');
      policy = document;
    } else {
      if (bundle !== undefined) throw new LoadError('two bundles were given; one at a time');
      bundle = document;
    }
  }
  return { ...(bundle && { bundle }), ...(policy && { policy }) };
}

function formatOf(document: Document): string {
  const content: unknown = parsed(document);
  if (typeof content !== 'object' || content === null || !('format' in content)) return '';
  return String(content.format);
}
