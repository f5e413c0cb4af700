// @ts-check
// Takes each check of the verifiers away in turn and demands that the tests notice.
//   node scripts/mutate/mutate.mjs [FILTER...]   mutants whose name contains one of these; all without any
//
// A mutant's one source is compiled from a copy below build/mutate and linked before the libraries of build/native, so
// that it takes the place of its original; nothing of the working tree is touched. The tests are those of the mirrored
// folder, without the shared vectors: what is seen to fail here fails for everyone. What was found before stays known
// for as long as neither source nor tests change, so that a run that was stopped goes on.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { mutantsOf, mutated } from "./mutants.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const native = join(root, "build/native");
const work = join(root, "build/mutate");
const jobs = Number(process.env.CLEARMARGIN_JOBS) || availableParallelism();

/** What judges: the sources whose checks are taken away. */
const judged = [
  /^core\/merkle\//,
  /^light-client\/ethereum\/(sync_protocol|update_ranking|sync_committee|sync_committee_signature|light_client_header|execution_payload_header|historical_block|ethereum_light_client|light_client_store)\.cpp$/,
  /^light-client\/evm\/(trie_proof|trie_node|account_proof|evm_state|execution_header|storage_value|storage_expression|receipt|transaction|typed_envelope|indexed_trie|block_history|proven_contract)\.cpp$/,
  /^light-client\/vault\//,
];

/** @typedef {"killed" | "survived" | "broken"} Outcome */
/** @typedef {import("./mutants.mjs").Mutant & { file: string, source: string, outcome?: Outcome }} Case */
/** @typedef {{ program: string, fingerprint: string, seconds: number, link: (object: string, to: string) => string[] }} Suite */

/** @param {string} text */
const words = (text) => text.split(/\s+/).filter((word) => word !== "");
/** @param {string | Buffer} data */
const digest = (data) => createHash("sha256").update(data).digest("hex");

/** @param {string} program @param {readonly string[]} args @param {number} [seconds] @returns {Promise<boolean>} */
function succeeds(program, args, seconds = 600) {
  const { CLEARMARGIN_VECTORS: _, ...environment } = process.env;
  const options = { cwd: native, env: environment, timeout: Math.ceil(1000 * seconds), killSignal: /** @type {const} */ ("SIGKILL"), maxBuffer: 1 << 26 };
  return new Promise((resolve) => execFile(program, [...args], options, (error) => resolve(error === null)));
}

/** The arguments that made one object, without those for speed and warnings. @returns {Map<string, string[]>} */
function compilations() {
  /** @type {{ file: string, command: string }[]} */
  const all = JSON.parse(readFileSync(join(native, "compile_commands.json"), "utf8"));
  return new Map(all.map(({ file, command }) => [file.slice(root.length), words(command)]));
}

/**
 * The tests of one folder as a program into which a mutant's object can be linked.
 * @param {string} folder
 * @param {string[]} linking the words that link all tests
 * @returns {Promise<Suite>}
 */
async function suiteOf(folder, linking) {
  const tests = linking.filter((word) => word.endsWith(".o"));
  const wanted = tests.filter((object) => object.includes("/support/") || object.includes(`.dir/${folder}/`));
  const archives = linking.filter((word) => word.endsWith(".a"));
  if (!wanted.some((object) => !object.includes("/support/"))) throw new Error(`no tests mirror ${folder}`);
  const together = join(work, `${folder.replaceAll("/", "-")}-tests.o`);
  execFileSync("ld", ["-r", "-o", together, ...wanted], { cwd: native });
  const lld = existsSync("/usr/bin/ld.lld") ? ["-fuse-ld=lld"] : [];
  const compiler = linking.find((word) => /(\+\+|clang)/.test(basename(word))) ?? "c++";
  const link = (/** @type {string} */ object, /** @type {string} */ to) =>
    [compiler, ...lld, "-o", to, together, ...(object === "" ? [] : [object]), ...archives];
  const fingerprint = digest(wanted.map((object) => digest(readFileSync(join(native, object)))).join());
  const program = join(work, `${folder.replaceAll("/", "-")}-tests`);
  const [command = "", ...args] = link("", program);
  const begin = performance.now();
  if (!(await succeeds(command, args)) || !(await succeeds(program, []))) throw new Error(`the tests of ${folder} fail as they are`);
  return { program, fingerprint, seconds: (performance.now() - begin) / 1000, link };
}

/** @param {Case} mutant @param {Suite} suite @param {string[]} compilation @param {number} slot @returns {Promise<Outcome>} */
async function outcomeOf(mutant, suite, compilation, slot) {
  const copy = join(work, `mutant-${slot}.cpp`);
  const object = join(work, `mutant-${slot}.o`);
  const program = join(work, `mutant-${slot}`);
  writeFileSync(copy, mutated(mutant.source, mutant.edit));
  const kept = compilation.filter((word, i) => !/^-(O|W|g)/.test(word) && word !== "-c" && word !== "-o" && compilation[i - 1] !== "-o");
  const [compiler = "", ...flags] = kept.slice(0, -1);
  if (!(await succeeds(compiler, [...flags, "-O0", "-w", "-c", copy, "-o", object]))) return "broken";
  const [linker = "", ...linking] = suite.link(object, program);
  if (!(await succeeds(linker, linking))) return "broken";
  // One that runs on for ever is noticed too.
  return (await succeeds(program, ["--abort"], 20 + 10 * suite.seconds)) ? "survived" : "killed";
}

/** The mutants that no test can notice: a name a line, and below it, indented, why. @returns {Map<string, string>} */
function readExcepted() {
  const lines = readFileSync(join(root, "scripts/mutate/excepted.txt"), "utf8").split("\n");
  /** @type {Map<string, string>} */
  const excepted = new Map();
  let name = "";
  for (const line of lines.filter((each) => each !== "" && !each.startsWith("#"))) {
    if (line.startsWith(" ")) excepted.set(name, `${excepted.get(name) ?? ""}${line.trim()} `);
    else excepted.set((name = line), "");
  }
  return excepted;
}

/** What earlier runs found, by what decides it. */
class Memory {
  constructor() {
    this.path = join(work, "outcomes.json");
    /** @type {Record<string, Outcome>} */
    this.outcomes = existsSync(this.path) ? JSON.parse(readFileSync(this.path, "utf8")) : {};
  }
  /** @param {Case} mutant @param {Suite} suite */
  static key(mutant, suite) {
    return digest(`${suite.fingerprint} ${mutant.file} ${digest(mutated(mutant.source, mutant.edit))}`);
  }
  /** @param {string} key @param {Outcome} outcome */
  remember(key, outcome) {
    this.outcomes[key] = outcome;
    writeFileSync(this.path, JSON.stringify(this.outcomes));
  }
}

/** @param {Case[]} cases @param {Map<string, string>} excepted */
function print(cases, excepted) {
  const files = [...new Set(cases.map(({ file }) => file))];
  const head = ["mutants", "killed", "excepted", "survived"];
  const row = (/** @type {string} */ name, /** @type {(string | number)[]} */ cells) =>
    console.log(name.padEnd(56) + cells.map((cell) => String(cell).padStart(10)).join(""));
  const counts = (/** @type {Case[]} */ some) => {
    const lived = some.filter(({ outcome }) => outcome !== "killed");
    const argued = lived.filter(({ id }) => excepted.has(id)).length;
    return [some.length, some.length - lived.length, argued, lived.length - argued];
  };
  row("", head);
  for (const file of files) row(file, counts(cases.filter((each) => each.file === file)));
  row("all", counts(cases));
}

async function main() {
  const filters = process.argv.slice(2);
  mkdirSync(work, { recursive: true });
  const compiled = compilations();
  const files = [...compiled.keys()].filter((file) => judged.some((pattern) => pattern.test(file))).sort();
  const all = files.flatMap((file) => {
    const source = readFileSync(join(root, file), "utf8");
    return mutantsOf(file, source).map((mutant) => /** @type {Case} */ ({ ...mutant, file, source }));
  });
  const cases = all.filter(({ id }) => filters.length === 0 || filters.some((filter) => id.includes(filter)));
  const excepted = readExcepted();
  const commands = execFileSync("ninja", ["-C", native, "-t", "commands", "clearmargin_tests"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const linking = words(commands.trim().split("\n").at(-1) ?? "");

  /** @type {Map<string, Suite>} */
  const suites = new Map();
  for (const folder of new Set(cases.map(({ file }) => dirname(file)))) suites.set(folder, await suiteOf(folder, linking));

  const memory = new Memory();
  let next = 0;
  let done = 0;
  const worker = async (/** @type {number} */ slot) => {
    for (let mutant = cases[next++]; mutant !== undefined; mutant = cases[next++]) {
      const suite = /** @type {Suite} */ (suites.get(dirname(mutant.file)));
      const key = Memory.key(mutant, suite);
      mutant.outcome = memory.outcomes[key] ?? (await outcomeOf(mutant, suite, compiled.get(mutant.file) ?? [], slot));
      memory.remember(key, mutant.outcome);
      const lives = mutant.outcome !== "killed" && !excepted.has(mutant.id);
      if (lives || ++done % 25 === 0) console.error(lives ? `${mutant.outcome}: ${mutant.id} (line ${mutant.line})` : `${done} of ${cases.length}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, (_, slot) => worker(slot)));
  for (const file of readdirSync(work).filter((name) => /^mutant-/.test(name))) rmSync(join(work, file));

  print(cases, excepted);
  const faults = [
    ...cases.filter(({ id, outcome }) => outcome === "survived" && !excepted.has(id)).map(({ id, line }) => `survived: ${id} (line ${line})`),
    ...cases.filter(({ outcome }) => outcome === "broken").map(({ id }) => `does not compile: ${id}`),
    ...cases.filter(({ id, outcome }) => outcome === "killed" && excepted.has(id)).map(({ id }) => `excepted, but the tests notice: ${id}`),
    ...[...excepted].filter(([, why]) => why === "").map(([id]) => `excepted without a reason: ${id}`),
    ...[...excepted.keys()].filter((id) => !all.some((each) => each.id === id)).map((id) => `excepted, but there is no such mutant: ${id}`),
  ];
  for (const fault of faults) console.log(fault);
  console.log(`${cases.length - faults.length} passed, ${faults.length} failed, 0 skipped`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

await main();
